package io.spillway.gateway.http.stream;

import java.util.function.LongFunction;

/** The answer to one line. */
public final class Answer {

    private static final long NEXT = 0;

    private final long line;
    private final LongFunction<byte[]> text;

    private Answer(long line, LongFunction<byte[]> text) {
        this.line = line;
        this.text = text;
    }

    /** @param text with its end */
    public static Answer toLine(long number, byte[] text) {
        return new Answer(number, same -> text);
    }

    /** To whatever line comes behind the one that was answered last. */
    public static Answer toNextLine(LongFunction<byte[]> text) {
        return new Answer(NEXT, text);
    }

    /** @param previous the line that was answered before, 0 for none */
    long lineAfter(long previous) {
        return line == NEXT ? previous + 1 : line;
    }

    byte[] text(long number) {
        return text.apply(number);
    }
}
