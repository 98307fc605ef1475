package io.spillway.benchmarks.accept;

import io.spillway.benchmarks.http.Answers;
import io.spillway.benchmarks.report.Figures;
import io.spillway.benchmarks.servers.Load.Sample;

/** One round, for whoever watches. */
final class Line {

    private Line() {}

    static String of(String what, int round, int rounds, Sample sample) {
        Answers answers = sample.answers();
        return "  round %d of %d, %-18s %8s orders/s, p50 %s ms, p99 %s ms%s".formatted(round, rounds, what,
                Figures.of(answers.rate()), Figures.of(answers.millis(50)), Figures.of(answers.millis(99)),
                answers.errors() + answers.unanswered() == 0
                        ? ""
                        : ", errors: %d, unanswered: %d, %s".formatted(answers.errors(), answers.unanswered(),
                                answers.byStatus()));
    }
}
