package io.spillway.benchmarks.latency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.spillway.benchmarks.http.Answers;
import io.spillway.benchmarks.report.BarChart;
import io.spillway.benchmarks.report.Figures;
import io.spillway.benchmarks.report.Promise;
import io.spillway.benchmarks.report.Spread;
import io.spillway.benchmarks.report.Table;
import org.HdrHistogram.Histogram;

/**
 * Writes the report: {@code report.md}, charts, and the figures in {@code rest.csv}, {@code load.csv} and {@code trouble.csv}.
 *
 * @param conditions what was measured on and how, a line each
 */
record LatencyReport(List<String> conditions) {

    private static final double MOST_AT_IDLE = 0.01;
    private static final String AT_REST = """
            One command at a time, sent when the one before it was written and a pause had passed. *Written* is when the writer's
            acknowledgement passed the relay before the broker, which comes after order and outcome are in the store; where that
            was before the caller had read its 202, the time after the 202 is 0.
            """;
    private static final String UNDER_LOAD = """
            Parts of the highest rate that can be kept up: as many orders as the gateway took in while it took all it could, over the
            time until the last of them was written. While the load goes on, one caller more creates an order, asks for it every
            millisecond until the answer is 200, pauses for 20 ms, and begins again.
            """;
    private static final String TROUBLE = """
            Orders at a steady rate, whatever happens to the store: latency of the answer counts from when a request was due. The
            backlog is what was accepted and not acknowledged by the writer when the store was as ever again; from then it was
            drained, with no new orders coming. The last row offers about ten times as many orders as the store then takes.
            """;

    void write(Path folder, AtRest rest, Map<String, Double> idle, List<UnderLoad.Level> levels,
            List<Trouble.Phase> phases) throws IOException {
        Map<String, Histogram> latencies = new LinkedHashMap<>();
        latencies.put("request to 202", rest.answered());
        latencies.put("202 to written", rest.writtenAfter());
        latencies.put("request to written", rest.written());
        Table table = new Table("ms", "lowest", "p50", "p90", "p99", "highest");
        StringBuilder csv = new StringBuilder("what,commands,min_ms,p50_ms,p90_ms,p99_ms,max_ms\n");
        List<BarChart.Bar> bars = new ArrayList<>();
        latencies.forEach((what, latency) -> {
            table.row(what, millis(latency, 0), millis(latency, 50), millis(latency, 90), millis(latency, 99),
                    millis(latency, 100));
            csv.append(String.format(Locale.ROOT, "%s,%d,%s,%s,%s,%s,%s%n", what, latency.getTotalCount(),
                    exact(latency, 0), exact(latency, 50), exact(latency, 90), exact(latency, 99),
                    exact(latency, 100)));
            bars.add(new BarChart.Bar(what, new Spread(at(latency, 0), at(latency, 50), at(latency, 99)),
                    what.equals("202 to written")));
        });
        String title = "From a request until it is written, at rest";
        new BarChart(title, "ms: median, from the lowest to the 99th percentile", bars).write(folder, "rest");
        List<Promise> promises = idle.entrySet().stream().map(service -> new Promise(
                "Part of a processor that the idle " + service.getKey() + " uses", MOST_AT_IDLE, false,
                service.getValue())).toList();
        StringBuilder report = new StringBuilder("# How long until it is written\n\n");
        conditions.forEach(line -> report.append("- ").append(line).append('\n'));
        report.append('\n').append(Promise.table(promises)).append("## ").append(title).append("\n\n").append(AT_REST)
                .append('\n').append(table).append("\n![").append(title).append("](rest.svg)\n");
        Files.writeString(folder.resolve("rest.csv"), csv);
        if (!levels.isEmpty()) {
            underLoad(folder, report, levels);
        }
        if (!phases.isEmpty()) {
            trouble(folder, report, phases);
        }
        Files.writeString(folder.resolve("report.md"), report);
    }

    private static void underLoad(Path folder, StringBuilder report, List<UnderLoad.Level> levels) throws IOException {
        Table table = new Table("load", "orders/s", "202 p50 ms", "202 p99 ms", "readable p50 ms", "readable p90 ms",
                "readable p99 ms", "orders asked for", "errors");
        StringBuilder csv = new StringBuilder(
                "part,offered_per_second,accepted,errors,p50_ms,p99_ms,asked_for,readable_p50_ms,"
                        + "readable_p90_ms,readable_p99_ms,readable_max_ms\n");
        for (UnderLoad.Level level : levels) {
            Answers answers = level.sample().answers();
            Histogram readable = level.readable();
            table.row("%.0f%%".formatted(level.part() * 100), Figures.of(level.sample().offered()),
                    Figures.of(answers.millis(50)), Figures.of(answers.millis(99)), millis(readable, 50),
                    millis(readable, 90), millis(readable, 99), String.valueOf(readable.getTotalCount()),
                    String.valueOf(answers.errors() + answers.unanswered()));
            csv.append(String.format(Locale.ROOT, "%.1f,%.0f,%d,%d,%.3f,%.3f,%d,%s,%s,%s,%s%n", level.part(),
                    level.sample().offered(), answers.accepted(), answers.errors() + answers.unanswered(),
                    answers.millis(50), answers.millis(99), readable.getTotalCount(), exact(readable, 50),
                    exact(readable, 90), exact(readable, 99), exact(readable, 100)));
        }
        String title = "From a 202 until the order can be read, under load";
        new BarChart(title, "ms: median, from the lowest to the 99th percentile", levels.stream()
                .map(level -> new BarChart.Bar("%.0f%% load".formatted(level.part() * 100),
                        new Spread(at(level.readable(), 0), at(level.readable(), 50), at(level.readable(), 99)), true))
                .toList()).write(folder, "load");
        report.append("\n## ").append(title).append("\n\n").append(UNDER_LOAD).append('\n').append(table).append("\n![")
                .append(title).append("](load.svg)\n");
        Files.writeString(folder.resolve("load.csv"), csv);
    }

    private static void trouble(Path folder, StringBuilder report, List<Trouble.Phase> phases) throws IOException {
        Table table = new Table("store", "offered/s", "accepted/s", "p50 ms", "p99 ms", "p99.9 ms", "errors",
                "unanswered",
                "backlog", "drained in s");
        StringBuilder csv = new StringBuilder("store,offered_per_second,requests,accepted,errors,unanswered,p50_ms,"
                + "p99_ms,p999_ms,backlog,drained_s\n");
        for (Trouble.Phase phase : phases) {
            Answers answers = phase.sample().answers();
            table.row(phase.store(), Figures.of(phase.sample().offered()), Figures.of(answers.rate()),
                    Figures.of(answers.millis(50)),
                    Figures.of(answers.millis(99)), Figures.of(answers.millis(99.9)), String.valueOf(answers.errors()),
                    String.valueOf(answers.unanswered()), String.format(Locale.ROOT, "%,d", phase.backlog()),
                    Figures.of(phase.drained().toMillis() / 1e3));
            csv.append(String.format(Locale.ROOT, "%s,%.0f,%d,%d,%d,%d,%.3f,%.3f,%.3f,%d,%.3f%n", phase.store(),
                    phase.sample().offered(), answers.requests(), answers.accepted(), answers.errors(),
                    answers.unanswered(), answers.millis(50), answers.millis(99), answers.millis(99.9),
                    phase.backlog(), phase.drained().toMillis() / 1e3));
        }
        String title = "The store in trouble, for %d s each".formatted(
                phases.getFirst().sample().answers().duration().toSeconds());
        new BarChart(title, "ms until the 202: median, from there to the 99th percentile",
                phases.stream().map(phase -> new BarChart.Bar("store " + phase.store(),
                        new Spread(phase.sample().answers().millis(50), phase.sample().answers().millis(50),
                                phase.sample().answers().millis(99)),
                        false)).toList())
                .write(folder, "trouble");
        report.append("\n## ").append(title).append("\n\n").append(TROUBLE).append('\n').append(table).append("\n![")
                .append(title).append("](trouble.svg)\n");
        Files.writeString(folder.resolve("trouble.csv"), csv);
    }

    private static double at(Histogram latency, double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e6;
    }

    private static String millis(Histogram latency, double percentile) {
        return Figures.of(at(latency, percentile));
    }

    private static String exact(Histogram latency, double percentile) {
        return String.format(Locale.ROOT, "%.3f", at(latency, percentile));
    }
}
