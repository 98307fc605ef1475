package io.spillway.benchmarks.ways;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way to drain the queues, with so many consumer threads.
 *
 * @param name one of {@code spillway}, {@code spring-batch}, {@code one-by-one}, {@code ceiling}
 */
public record Way(String name, int consumers) {

    public static final String SPILLWAY = "spillway";
    public static final String SPRING_BATCH = "spring-batch";
    public static final String ONE_BY_ONE = "one-by-one";
    public static final String CEILING = "ceiling";

    private static final Pattern SYNTAX = Pattern
            .compile("(" + SPILLWAY + "|" + SPRING_BATCH + "|" + ONE_BY_ONE + "|" + CEILING + ")(?::([1-9]\\d?))?");
    private static final int DEFAULT_CONSUMERS = 2;

    /** @param text a name, with {@code :8} behind it for another number of consumers than two */
    public static Way of(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a way to drain: '" + text + "'. There are " + SPILLWAY + ", "
                    + SPRING_BATCH + ", " + ONE_BY_ONE + " and " + CEILING
                    + ", each with a number of consumers behind a colon"
                    + " if it shall not be 2, such as " + ONE_BY_ONE + ":8.");
        }
        String consumers = matcher.group(2);
        return new Way(matcher.group(1), consumers == null ? DEFAULT_CONSUMERS : Integer.parseInt(consumers));
    }

    @Override
    public String toString() {
        return name + " × " + consumers;
    }
}
