package io.spillway.benchmarks.report;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PromiseTest {

    @Test
    void isFoundAgainInAReport() {
        List<Promise> promises = List.of(new Promise("Faster", 5, true, 7), new Promise("Idle", 0.01, false, 0.02));
        String report = "# Title\n\n| another | table |\n|---|--:|\n\n" + Promise.table(promises)
                + "## More\n\n| a | b |\n";

        assertThat(Promise.find(report.lines().toList())).hasSize(4)
                .contains("| Faster | at least 5.00 | 7.00 | yes |", "| Idle | at most 0.010 | 0.020 | **no** |");
        assertThat(Promise.find(List.of("# Title"))).isEmpty();
    }
}
