package io.spillway.writer.amqp;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InstantReaderTest {

    private static final long LAST_OF_YEAR_9999 = 253_402_300_799_999L;

    @Test
    void readsEveryTimeAsTheJdkDoes() {
        SplittableRandom random = new SplittableRandom(1);
        Stream<Instant> times = random.longs(20_000, -62_167_219_200_000L, LAST_OF_YEAR_9999)
                .mapToObj(Instant::ofEpochMilli);

        assertThat(times).allSatisfy(time -> assertThat(InstantReader.read(time.toString())).isEqualTo(time));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-28T00:00:00.000Z", "2026-03-31T23:59:59.999Z", "2024-02-29T12:00:00.001Z",
            "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.1Z", "2026-01-01T00:00:00.123456789Z",
            "2026-01-01T24:00:00.000Z",
            "2016-12-31T23:59:60.000Z", "+12026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000+01:00"})
    void leavesOtherFormsToTheJdk(String text) {
        assertThat(InstantReader.read(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z",
            "2026-01-00T00:00:00.000Z", "2026-01-01T00:60:00.000Z", "2026-01-01T00:00:61.000Z",
            "2026-01-01 00:00:00.000Z",
            "2026-01-01T00:00:00.000z ", "２026-01-01T00:00:00.000Z"})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> InstantReader.read(text)).isInstanceOf(DateTimeException.class);
    }
}
