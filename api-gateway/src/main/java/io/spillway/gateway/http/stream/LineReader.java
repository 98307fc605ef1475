package io.spillway.gateway.http.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a body into lines that end with LF or CRLF, the last one also with the body. Never holds more than one line and one
 * buffer, however long the body and its lines are. Not thread-safe.
 */
public final class LineReader {

    private static final int BUFFER = 16 * 1024;

    private final InputStream body;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER];
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private int position;
    private int limit;
    private long number;

    /** @param maxBytes of one line, not counting its end */
    public LineReader(InputStream body, int maxBytes) {
        this.body = body;
        this.maxBytes = maxBytes;
    }

    /**
     * Waits for the next line that is not blank: one of nothing but space, tab and CR means nothing, but counts.
     *
     * @return null behind the last one
     */
    public @Nullable Line next() throws IOException {
        Line line = cut();
        while (line != null && isBlank(line)) {
            line = cut();
        }
        return line;
    }

    /** The number of the last line that was read, from 1; 0 before the first. */
    public long number() {
        return number;
    }

    private @Nullable Line cut() throws IOException {
        if (position == limit && !fill()) {
            return null;
        }
        held.reset();
        number++;
        boolean tooLong = false;
        do {
            int end = endOfLine();
            // one more than it may have: that one can be the CR of its end
            tooLong |= held.size() + end - position > maxBytes + 1;
            if (!tooLong) {
                held.write(buffer, position, end - position);
            }
            position = end;
            if (end < limit) {
                position++;
                break;
            }
        } while (fill());
        return tooLong ? Line.tooLong(number) : withoutCr(held.toByteArray());
    }

    private int endOfLine() {
        int at = position;
        while (at < limit && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private Line withoutCr(byte[] content) {
        int length = content.length > 0 && content[content.length - 1] == '\r' ? content.length - 1 : content.length;
        if (length > maxBytes) {
            return Line.tooLong(number);
        }
        return Line.of(number, length == content.length ? content : Arrays.copyOf(content, length));
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, body.read(buffer));
        return limit > 0;
    }

    private static boolean isBlank(Line line) {
        for (byte character : line.content()) {
            if (character != ' ' && character != '\t' && character != '\r') {
                return false;
            }
        }
        return !line.isTooLong();
    }
}
