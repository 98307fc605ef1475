package io.spillway.benchmarks.drain;

import java.util.List;
import java.util.function.ToDoubleFunction;

import io.spillway.benchmarks.report.Profile;
import io.spillway.benchmarks.report.Spread;
import org.jspecify.annotations.Nullable;

/**
 * All rounds of one case.
 *
 * @param profile of one more; null if none was asked for
 */
record Result(Case measured, List<Drained> rounds, @Nullable Profile profile) {

    Result {
        rounds = List.copyOf(rounds);
    }

    Spread rate() {
        return spread(Drained::rate);
    }

    Spread spread(ToDoubleFunction<Drained> figure) {
        return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
    }

    double median(ToDoubleFunction<Drained> figure) {
        return spread(figure).median();
    }

    boolean complete() {
        return rounds.stream().allMatch(Drained::complete);
    }
}
