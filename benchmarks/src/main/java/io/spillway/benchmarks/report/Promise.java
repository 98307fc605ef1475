package io.spillway.benchmarks.report;

import java.util.List;

/**
 * A bar that Spillway shall clear, and how high it got.
 *
 * @param atLeast whether it must be reached; else it must not be passed
 */
public record Promise(String text, double bar, boolean atLeast, double reached) {

    public boolean kept() {
        return atLeast ? reached >= bar : reached <= bar;
    }

    private String barText() {
        return (atLeast ? "at least " : "at most ") + Figures.of(bar);
    }

    private static final String HEADING = "What Spillway shall show";

    /** The lines of that table in a report; none if there is none. */
    public static List<String> find(List<String> report) {
        return report.stream().dropWhile(line -> !line.startsWith("| " + HEADING))
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    /** For the report; nothing if nothing was measured that they are about. */
    public static String table(List<Promise> promises) {
        if (promises.isEmpty()) {
            return "";
        }
        Table table = new Table(HEADING, "bar", "reached", "");
        promises.forEach(promise -> table.row(promise.text(), promise.barText(), Figures.of(promise.reached()),
                promise.kept() ? "yes" : "**no**"));
        return table + "\n";
    }
}
