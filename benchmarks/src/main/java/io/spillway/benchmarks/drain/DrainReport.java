package io.spillway.benchmarks.drain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.spillway.benchmarks.report.BarChart;
import io.spillway.benchmarks.report.Figures;
import io.spillway.benchmarks.report.Profile;
import io.spillway.benchmarks.report.Promise;
import io.spillway.benchmarks.report.Spread;
import io.spillway.benchmarks.report.Table;
import io.spillway.benchmarks.ways.Way;
import io.spillway.benchmarks.workload.Workload;

/**
 * Writes the report: {@code report.md}, a chart for each comparison, and every single round in {@code rounds.csv}.
 *
 * @param conditions what was measured on and how, a line each
 */
record DrainReport(List<String> conditions) {

    private static final String EXPLANATION = """
            Every way drains the same commands from the same quorum queues, in a JVM of its own with the same flags, and is
            measured from the end of its warm-up until its last acknowledgement. A relay before the broker counts
            acknowledgements, one before the store counts calls and written documents and adds the cost; both stand there for
            all ways alike. Where a queue was emptied, the store was checked to hold exactly what it should.

            """;

    void write(Path folder, Map<Comparison, List<Result>> results) throws IOException {
        StringBuilder report = new StringBuilder("# Draining a backlog\n\n");
        conditions.forEach(line -> report.append("- ").append(line).append('\n'));
        report.append('\n').append(EXPLANATION);
        report.append(Promise.table(DrainPromises.of(results.values().stream().flatMap(List::stream).toList())));
        for (Map.Entry<Comparison, List<Result>> entry : results.entrySet()) {
            section(report, entry.getKey(), entry.getValue());
            profiles(report, entry.getValue());
            chart(entry.getKey(), entry.getValue()).write(folder, entry.getKey().name());
        }
        Files.writeString(folder.resolve("report.md"), report);
        Files.writeString(folder.resolve("rounds.csv"), rounds(results));
    }

    private static void section(StringBuilder report, Comparison comparison, List<Result> results) {
        double slowest = results.stream().mapToDouble(result -> result.rate().median()).min().orElseThrow();
        Table table = new Table("way × consumers", "commands/s", "lowest to highest", "times the slowest",
                "store calls per 1,000 commands", "documents written per command", "CPU s per million commands",
                "peak memory MB");
        for (Result result : results) {
            Spread rate = result.rate();
            table.row(label(comparison, result) + (result.complete() ? "" : " (time was up)"),
                    Figures.of(rate.median()), Figures.of(rate.lowest()) + " to " + Figures.of(rate.highest()),
                    Figures.of(rate.median() / slowest), Figures.of(result.median(Drained::callsPerThousand)),
                    Figures.of(result.median(Drained::documentsPerCommand)),
                    Figures.of(result.median(Drained::cpuSecondsPerMillion)),
                    Figures.of(result.median(round -> round.peakMemory() / 1e6)));
        }
        report.append("## ").append(comparison.title()).append("\n\n").append(table)
                .append("\n![").append(comparison.title()).append("](").append(comparison.name()).append(".svg)\n\n");
    }

    private static void profiles(StringBuilder report, List<Result> results) {
        for (Result result : results) {
            Profile profile = result.profile();
            if (profile != null) {
                report.append("### Where the time of ").append(result.measured().way()).append(" went\n\n")
                        .append(profile.tables());
            }
        }
    }

    private static BarChart chart(Comparison comparison, List<Result> results) {
        return new BarChart(comparison.title(), "commands/s: median, lowest and highest",
                results.stream().map(result -> new BarChart.Bar(label(comparison, result), result.rate(),
                        result.measured().way().name().equals(Way.SPILLWAY))).toList());
    }

    /** In a comparison of sizes the size tells them apart. */
    private static String label(Comparison comparison, Result result) {
        String way = result.measured().way().toString();
        return comparison.workload() == Workload.UPDATES
                ? String.format(Locale.ROOT, "%s, %,d", way, result.measured().commands())
                : way;
    }

    private static String rounds(Map<Comparison, List<Result>> results) {
        return results.values().stream().flatMap(List::stream).flatMap(result -> result.rounds().stream())
                .map(DrainReport::line).collect(Collectors.joining("\n", "workload,cost,way,consumers,backlog,round,"
                        + "commands,seconds,complete,calls,documents,cpu_seconds,peak_memory_bytes\n", "\n"));
    }

    private static String line(Drained round) {
        Case measured = round.measured();
        return String.format(Locale.ROOT, "%s,\"%s\",%s,%d,%d,%d,%d,%.3f,%s,%d,%d,%.2f,%d", measured.workload(),
                measured.cost(), measured.way().name(), measured.way().consumers(), measured.commands(), round.round(),
                round.commands(), round.took().toNanos() / 1e9, round.complete(), round.traffic().calls(),
                round.traffic().written(), round.cpu().toNanos() / 1e9, round.peakMemory());
    }
}
