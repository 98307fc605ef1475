package io.spillway.gateway.http.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LineReaderTest {

    private static final int MAX = 64 * 1024;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a\\nb\\n              | 1:a 2:b
            a\\nb                 | 1:a 2:b
            a\\r\\nb\\r\\n        | 1:a 2:b
            a\\r\\nb\\r           | 1:a 2:b
            a\\rb\\n              | 1:a\\rb
            \\n\\na\\n \\t\\r\\nb | 3:a 5:b
            ' a \\n'              | '1: a '
            ''                    | ''
            \\n                   | ''
            \\r\\n\\r\\n          | ''
            """)
    void linesEndWithLfOrCrlfAndTheLastWithTheBody(String body, String lines) throws IOException {
        assertThat(read(new ByteArrayInputStream(bytes(unescaped(body))))).isEqualTo(unescaped(lines));
    }

    /** So that every line is cut at every place by the end of what was read. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void howTheBodyArrivesChangesNothing(int atOnce) throws IOException {
        String body = "alpha\r\n\r\nbeta\n\ngamma\r\n" + "x".repeat(100) + "\r\ndelta";
        InputStream slow = new ByteArrayInputStream(bytes(body)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, atOnce));
            }
        };

        assertThat(read(slow)).isEqualTo("1:alpha 3:beta 5:gamma 6:" + "x".repeat(100) + " 7:delta");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", ""})
    void aLineMayBeAsLongAsTheLimitWithoutItsEnd(String end) throws IOException {
        assertThat(lengths("a".repeat(MAX) + end)).containsExactly(MAX);
        assertThat(lengths("a".repeat(MAX - 1) + end)).containsExactly(MAX - 1);
        assertThat(lengths("a".repeat(MAX + 1) + end)).containsExactly(-1);
        assertThat(lengths("a".repeat(MAX) + "\ra" + end)).containsExactly(-1);
    }

    @Test
    void aLineThatIsTooLongIsSkippedAndTheRestGoesOn() throws IOException {
        assertThat(lengths("a\n" + "b".repeat(5 * MAX) + "\nc\n" + " ".repeat(MAX + 2) + "\n" + "d".repeat(MAX + 9)))
                .containsExactly(1, -1, 1, -1, -1);
    }

    /** Far longer than what is ever held. */
    @Test
    void aLineWithoutAnEndTakesNoMemory() throws IOException {
        InputStream endless = new InputStream() {
            private long left = 1L << 26;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int given = (int) Math.min(length, left);
                Arrays.fill(target, offset, offset + given, (byte) 'a');
                left -= given;
                return given == 0 ? -1 : given;
            }
        };
        LineReader reader = new LineReader(endless, MAX);

        Line line = reader.next();

        assertThat(line).isNotNull();
        assertThat(line.isTooLong()).isTrue();
        assertThat(reader.next()).isNull();
    }

    private static List<Integer> lengths(String body) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(bytes(body)), MAX);
        List<Integer> lengths = new ArrayList<>();
        for (Line line = reader.next(); line != null; line = reader.next()) {
            lengths.add(line.isTooLong() ? -1 : line.content().length);
        }
        return lengths;
    }

    private static String read(InputStream body) throws IOException {
        LineReader reader = new LineReader(body, MAX);
        List<String> lines = new ArrayList<>();
        for (Line line = reader.next(); line != null; line = reader.next()) {
            lines.add(line.number() + ":" + new String(line.content(), StandardCharsets.UTF_8));
        }
        return String.join(" ", lines);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
