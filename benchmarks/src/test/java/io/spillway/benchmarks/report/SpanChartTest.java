package io.spillway.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SpanChartTest {

    @TempDir
    private Path folder;

    @Test
    void drawsEachSpanFromItsBeginningToItsEnd() throws IOException {
        new SpanChart("Two", "seconds", List.of(new SpanChart.Span("first", 0, 1, false),
                new SpanChart.Span("second", 1, 2, true))).write(folder, "spans");

        // 514 pixels between labels and figures, for two seconds
        assertThat(Files.readString(folder.resolve("spans.svg")))
                .contains("<rect x=\"170.0\" y=\"58.0\" width=\"257.0\"")
                .contains("<rect x=\"427.0\" y=\"82.0\" width=\"257.0\"");
        assertThat(folder.resolve("spans.png")).isNotEmptyFile();
    }
}
