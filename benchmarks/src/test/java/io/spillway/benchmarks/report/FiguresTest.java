package io.spillway.benchmarks.report;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FiguresTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.05123  | 0.051
            1.234    | 1.23
            12.34    | 12.3
            456.7    | 457
            1234     | 1,230
            23456.7  | 23,500
            1000000  | 1,000,000
            """)
    void showsThreeSignificantDigits(double value, String shown) {
        assertThat(Figures.of(value)).isEqualTo(shown);
    }
}
