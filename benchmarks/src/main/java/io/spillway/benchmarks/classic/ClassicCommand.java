package io.spillway.benchmarks.classic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.spillway.benchmarks.report.SpanChart;
import io.spillway.benchmarks.report.Table;
import io.spillway.benchmarks.store.CostlyStore;
import io.spillway.benchmarks.store.StoreCost;
import io.spillway.benchmarks.ways.SharedOptions;
import io.spillway.benchmarks.workload.StoredOrders;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The scenario {@code classic}. */
@Command(name = "classic", mixinStandardHelpOptions = true, showDefaultValues = true, sortOptions = false, description = "Five writes to a store that takes a second for each call, one after another and buffered.")
public final class ClassicCommand implements Callable<Integer> {

    private static final String DIRECT = "one after another";
    private static final String BUFFERED = "buffered";

    @Option(names = "--writes", description = "How many.")
    private int count = 5;

    @Option(names = "--call-cost", paramLabel = "<ms>", description = "What a call to the store takes.")
    private int callCost = 1_000;

    @Mixin
    private SharedOptions shared = new SharedOptions();

    @Override
    public Integer call() throws Exception {
        TestBroker broker = TestServers.broker();
        TestStore store = TestServers.store();
        StoreCost cost = new StoreCost(Duration.ofMillis(callCost), Duration.ZERO);
        List<String> conditions = shared.conditions(broker, store,
                "Store: " + cost + " on top; the connections were open, the processes had written once before");
        List<Write> buffered = new Buffered(broker, store, cost, shared.consumers()).measure(count);
        say(BUFFERED, buffered);
        List<Write> direct = direct(store, cost);
        say(DIRECT, direct);
        report(conditions, direct, buffered);
        return 0;
    }

    @SuppressWarnings("try") // held only so that the database is empty before, and gone after
    private List<Write> direct(TestStore store, StoreCost cost) {
        try (StoredOrders dropped = new StoredOrders(store.uri());
                CostlyStore costly = new CostlyStore(store.uri(), cost)) {
            return OneAfterAnother.measure(costly.uri(StoredOrders.DATABASE), StoredOrders.DATABASE, count);
        }
    }

    private void report(List<String> conditions, List<Write> direct, List<Write> buffered) throws IOException {
        Path folder = shared.reportFolder("classic");
        Table table = new Table("write", "asked, s", "caller goes on, s", "written, s");
        rows(table, DIRECT, direct);
        rows(table, BUFFERED, buffered);
        String title = "%d writes to a store that takes %.1f s a call".formatted(count, callCost / 1e3);
        Files.writeString(folder.resolve("report.md"), "# " + title + "\n\n- " + String.join("\n- ", conditions)
                + "\n\n" + table + "\n![From asked until written](classic.svg)\n");
        new SpanChart(title, "seconds from asked until written",
                Stream.concat(spans(DIRECT, direct), spans(BUFFERED, buffered)).toList()).write(folder, "classic");
        shared.say("The report is in " + folder.resolve("report.md"));
    }

    private static void rows(Table table, String way, List<Write> writes) {
        for (int i = 0; i < writes.size(); i++) {
            Write write = writes.get(i);
            table.row(way + ", " + (i + 1), seconds(write.asked()), seconds(write.answered()),
                    seconds(write.written()));
        }
    }

    private static Stream<SpanChart.Span> spans(String way, List<Write> writes) {
        return IntStream.range(0, writes.size()).mapToObj(i -> new SpanChart.Span(way + ", " + (i + 1),
                writes.get(i).asked().toNanos() / 1e9, writes.get(i).written().toNanos() / 1e9, way.equals(BUFFERED)));
    }

    private void say(String way, List<Write> writes) {
        Duration answered = writes.stream().map(Write::answered).max(Duration::compareTo).orElse(Duration.ZERO);
        Duration written = writes.stream().map(Write::written).max(Duration::compareTo).orElse(Duration.ZERO);
        shared.say("%s: %d callers answered after %s s, all written after %s s".formatted(way, writes.size(),
                seconds(answered), seconds(written)));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
    }
}
