package io.spillway.benchmarks.accept;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.spillway.benchmarks.report.BarChart;
import io.spillway.benchmarks.report.Figures;
import io.spillway.benchmarks.report.Profile;
import io.spillway.benchmarks.report.Promise;
import io.spillway.benchmarks.report.Spread;
import io.spillway.benchmarks.report.Table;
import io.spillway.benchmarks.servers.Load.Sample;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report: {@code report.md}, a chart for each section, and every single round in {@code rounds.csv}.
 *
 * @param conditions what was measured on and how, a line each
 */
record AcceptReport(List<String> conditions) {

    private static final String EXPLANATION = """
            All servers run in JVMs of their own with the same flags, check the same tokens in the same way, and are asked by
            the same generator, which shares the processors with them. *Saturated* means that each of a number of connections
            asks again as soon as it is answered: that finds the highest rate, and its latencies say nothing. All other
            latencies count from when a request was due at a fixed rate, so that one that had to wait because the server
            stood still is counted with its wait. `spillway` is the api-gateway as it is delivered, `nothing` the same
            gateway with a publisher that says yes and does nothing, `direct` a plain Spring REST service that writes to the
            store before it answers. Processor time is per accepted order; *elsewhere* is the broker, and whatever else the
            machine did; *generator* has the embedded store in it, where that is the store.
            """;

    /** @param profile of the gateway at its highest rate; null if there is none yet */
    void write(Path folder, List<Section> sections, List<Promise> promises, @Nullable Profile profile)
            throws IOException {
        StringBuilder report = new StringBuilder("# Accepting orders\n\n");
        conditions.forEach(line -> report.append("- ").append(line).append('\n'));
        report.append('\n').append(EXPLANATION).append('\n').append(Promise.table(promises));
        StringBuilder rounds = new StringBuilder("section,series,round,offered_per_second,seconds,requests,accepted,"
                + "accepted_in_time,errors,unanswered,p50_ms,p99_ms,p999_ms,max_ms,server_cpu_s,generator_cpu_s,"
                + "elsewhere_cpu_s\n");
        for (Section section : sections) {
            report.append("## ").append(section.title()).append("\n\n").append(table(section)).append('\n');
            section.notes().forEach(note -> report.append(note).append("\n\n"));
            report.append("![").append(section.title()).append("](").append(section.name()).append("-rate.svg)\n");
            if (isOpen(section)) {
                report.append("![").append(section.title()).append("](").append(section.name())
                        .append("-latency.svg)\n");
                chart(section, "p99 in ms: median, lowest and highest", round -> round.answers().millis(99))
                        .write(folder, section.name() + "-latency");
            }
            report.append('\n');
            chart(section, "accepted orders/s: median, lowest and highest", round -> round.answers().rate())
                    .write(folder, section.name() + "-rate");
            section.series().forEach(series -> rounds.append(lines(section, series)));
        }
        if (profile != null) {
            report.append("## Where the gateway's time went\n\n").append(profile.tables());
        }
        Files.writeString(folder.resolve("report.md"), report);
        Files.writeString(folder.resolve("rounds.csv"), rounds);
    }

    private static boolean isOpen(Section section) {
        return section.series().getFirst().rounds().getFirst().offered() > 0;
    }

    private static Table table(Section section) {
        Table table = new Table("", "accepted/s", "lowest to highest", "p50 ms", "p99 ms", "p99.9 ms", "errors",
                "unanswered", "CPU µs server", "generator", "elsewhere");
        for (Series series : section.series()) {
            Spread rate = series.rate();
            table.row(series.label(), Figures.of(rate.median()),
                    Figures.of(rate.lowest()) + " to " + Figures.of(rate.highest()), Figures.of(series.millis(50)),
                    Figures.of(series.millis(99)), Figures.of(series.millis(99.9)), String.valueOf(series.errors()),
                    String.valueOf(series.unanswered()),
                    Figures.of(series.median(round -> micros(round.server(), round))),
                    Figures.of(series.median(round -> micros(round.generator(), round))),
                    Figures.of(series.median(round -> micros(round.elsewhere(), round))));
        }
        return table;
    }

    private static double micros(Duration cpu, Sample round) {
        return cpu.toNanos() / 1e3 / Math.max(1, round.answers().accepted());
    }

    private static BarChart chart(Section section, String unit, ToDoubleFunction<Sample> figure) {
        return new BarChart(section.title(), unit, section.series().stream()
                .map(series -> new BarChart.Bar(series.label(), series.spread(figure), series.highlighted())).toList());
    }

    private static String lines(Section section, Series series) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < series.rounds().size(); i++) {
            Sample round = series.rounds().get(i);
            lines.append(String.format(Locale.ROOT,
                    "%s,\"%s\",%d,%.0f,%.1f,%d,%d,%d,%d,%d,%.3f,%.3f,%.3f,%.3f,%.2f,%.2f,%.2f%n", section.name(),
                    series.label(), i + 1, round.offered(), seconds(round.answers().duration()),
                    round.answers().requests(), round.answers().accepted(), round.answers().inTime(),
                    round.answers().errors(), round.answers().unanswered(), round.answers().millis(50),
                    round.answers().millis(99), round.answers().millis(99.9), round.answers().millis(100),
                    seconds(round.server()), seconds(round.generator()), seconds(round.elsewhere())));
        }
        return lines.toString();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
