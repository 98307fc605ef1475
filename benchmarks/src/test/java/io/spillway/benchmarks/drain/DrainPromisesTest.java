package io.spillway.benchmarks.drain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.spillway.benchmarks.report.Promise;
import io.spillway.benchmarks.store.StoreCost;
import io.spillway.benchmarks.store.StoreTraffic;
import io.spillway.benchmarks.ways.Way;
import io.spillway.benchmarks.workload.Workload;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DrainPromisesTest {

    private static final StoreCost ONE_MILLISECOND = new StoreCost(Duration.ofMillis(1), Duration.ZERO);

    private static Result result(String way, Workload workload, int commands, StoreCost cost, int seconds) {
        Case measured = new Case(Way.of(way), workload, commands, cost, Duration.ofSeconds(60));
        return new Result(measured,
                List.of(new Drained(measured, 1, commands, Duration.ofSeconds(seconds), Instant.EPOCH, true,
                        new StoreTraffic(10, Map.of("orders", 40L, "batches", 10L)), Duration.ofSeconds(1), 0)),
                null);
    }

    @Test
    void comparesCreatesAtOneMillisecondWithTheCeilingAndWithTwoConsumersOneByOne() {
        List<Promise> promises = DrainPromises.of(List.of(
                result("ceiling", Workload.CREATES, 1_000, ONE_MILLISECOND, 1),
                result("spillway", Workload.CREATES, 1_000, ONE_MILLISECOND, 2),
                result("one-by-one", Workload.CREATES, 1_000, ONE_MILLISECOND, 20),
                result("one-by-one:32", Workload.CREATES, 1_000, ONE_MILLISECOND, 2)));

        assertThat(promises).extracting(Promise::reached).containsExactly(0.5, 10.0);
        assertThat(promises).extracting(Promise::kept).containsExactly(false, true);
    }

    @Test
    void countsOrdersAndLedgerAmongTheWrittenDocuments() {
        List<Promise> promises = DrainPromises
                .of(List.of(result("spillway", Workload.HOT, 1_000, StoreCost.NONE, 1)));

        assertThat(promises).singleElement().matches(Promise::kept).extracting(Promise::reached).isEqualTo(0.05);
    }

    @Test
    void comparesTheLargestBacklogWithTheOneBeforeIt() {
        List<Promise> promises = DrainPromises.of(List.of(result("spillway", Workload.UPDATES, 10, StoreCost.NONE, 1),
                result("spillway", Workload.UPDATES, 100, StoreCost.NONE, 1),
                result("spillway", Workload.UPDATES, 1_000, StoreCost.NONE, 20)));

        assertThat(promises).singleElement().extracting(Promise::reached, Promise::kept).containsExactly(0.5, false);
    }

    @Test
    void saysNothingAboutWhatWasNotMeasured() {
        assertThat(DrainPromises.of(List.of(result("spring-batch", Workload.HOT, 1_000, ONE_MILLISECOND, 1))))
                .isEmpty();
    }
}
