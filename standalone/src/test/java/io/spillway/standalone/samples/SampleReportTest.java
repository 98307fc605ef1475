package io.spillway.standalone.samples;

import java.time.Duration;

import io.spillway.standalone.samples.SampleReport.Ending;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampleReportTest {

    @Test
    void tellsWhatBecameOfTheOrdersAndWhatItCost() {
        assertThat(report(0, Ending.COMPLETE).text()).isEqualToNormalizingNewlines(
                """
                        2,000 sample orders: 1,999 accepted in 3.2 s, 1,998 written in 3.5 s (both from the first request), 2 rejected.
                        The writer took 140 batches and 280 write calls to the database for 1,998 order documents.
                        """);
    }

    @Test
    void tellsOfOrdersWhoseFateNobodyKnows() {
        assertThat(report(3, Ending.COMPLETE).text()).contains("2 rejected, 3 without a clear answer.");
    }

    @Test
    void tellsWhenItGaveUpWaiting() {
        assertThat(report(0, Ending.STALLED).text()).startsWith("Nothing went on for a while");
    }

    private static SampleReport report(int unknown, Ending ending) {
        // one refused by the gateway, one by the writer
        return new SampleReport(2_000, 1_999, 1, unknown, new WriterCounts(1_998, 1, 140, 1_998, 280),
                Duration.ofMillis(3_200), Duration.ofMillis(3_500), ending);
    }
}
