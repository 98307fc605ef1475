package io.spillway.benchmarks.ways;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way to drain the queues.
 *
 * @param name      one of {@code spillway}, {@code spring-batch}, {@code one-by-one}, {@code ceiling}
 * @param consumers threads of each process
 * @param processes that share the queues; only {@code spillway} does
 */
public record Way(String name, int consumers, int processes) {

    public static final String SPILLWAY = "spillway";
    public static final String SPRING_BATCH = "spring-batch";
    public static final String ONE_BY_ONE = "one-by-one";
    public static final String CEILING = "ceiling";

    private static final Pattern SYNTAX = Pattern
            .compile("(" + SPILLWAY + "|" + SPRING_BATCH + "|" + ONE_BY_ONE + "|" + CEILING
                    + ")(?::([1-9]\\d?)(?:x([1-9]))?)?");
    private static final int DEFAULT_CONSUMERS = 2;

    public Way(String name, int consumers) {
        this(name, consumers, 1);
    }

    /**
     * @param text a name, with {@code :8} behind it for another number of consumers than two, and with {@code :2x3} for so many in each of
     *             three processes
     */
    public static Way of(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a way to drain: '" + text + "'. There are " + SPILLWAY + ", "
                    + SPRING_BATCH + ", " + ONE_BY_ONE + " and " + CEILING
                    + ", each with a number of consumers behind a colon"
                    + " if it shall not be 2, such as " + ONE_BY_ONE + ":8, and " + SPILLWAY
                    + ":2x3 for three processes.");
        }
        String consumers = matcher.group(2);
        String processes = matcher.group(3);
        if (processes != null && !matcher.group(1).equals(SPILLWAY)) {
            throw new IllegalArgumentException("Only " + SPILLWAY + " runs in several processes, not '" + text + "'.");
        }
        return new Way(matcher.group(1), consumers == null ? DEFAULT_CONSUMERS : Integer.parseInt(consumers),
                processes == null ? 1 : Integer.parseInt(processes));
    }

    @Override
    public String toString() {
        return name + " × " + consumers + (processes == 1 ? "" : ", " + processes + " processes");
    }
}
