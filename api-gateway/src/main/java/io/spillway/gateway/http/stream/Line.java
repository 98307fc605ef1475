package io.spillway.gateway.http.stream;

/** One line of a body. Not a record: it holds an array, which nobody changes. */
public final class Line {

    private static final byte[] NOTHING = {};

    private final long number;
    private final byte[] content;
    private final boolean tooLong;

    private Line(long number, byte[] content, boolean tooLong) {
        this.number = number;
        this.content = content;
        this.tooLong = tooLong;
    }

    static Line of(long number, byte[] content) {
        return new Line(number, content, false);
    }

    static Line tooLong(long number) {
        return new Line(number, NOTHING, true);
    }

    /** From 1, blank lines counted. */
    public long number() {
        return number;
    }

    /** Without its end; empty when it was too long. */
    public byte[] content() {
        return content;
    }

    public boolean isTooLong() {
        return tooLong;
    }
}
