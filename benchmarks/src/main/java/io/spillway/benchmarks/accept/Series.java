package io.spillway.benchmarks.accept;

import java.util.List;
import java.util.function.ToDoubleFunction;

import io.spillway.benchmarks.report.Spread;
import io.spillway.benchmarks.servers.Load.Sample;

/**
 * All rounds of one thing that was measured.
 *
 * @param highlighted whether it is about Spillway
 */
record Series(String label, boolean highlighted, List<Sample> rounds) {

    Series {
        rounds = List.copyOf(rounds);
    }

    Spread rate() {
        return spread(round -> round.answers().rate());
    }

    Spread spread(ToDoubleFunction<Sample> figure) {
        return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
    }

    double median(ToDoubleFunction<Sample> figure) {
        return spread(figure).median();
    }

    double millis(double percentile) {
        return median(round -> round.answers().millis(percentile));
    }

    long errors() {
        return rounds.stream().mapToLong(round -> round.answers().errors()).sum();
    }

    long unanswered() {
        return rounds.stream().mapToLong(round -> round.answers().unanswered()).sum();
    }
}
