package io.spillway.benchmarks.http;

import java.time.Duration;

/**
 * When requests are due, in nanoseconds from a run's beginning. Each is handed out once, in order. Not thread-safe.
 *
 * <p>A request that is due and finds no free connection stays due, and is handed out later with the time that it was due at.
 */
public sealed interface Arrivals {

    /** Says that nothing is due. */
    long NONE = -1;

    /** Takes the next request if it is due at that time, and tells since when it is; {@link #NONE} if none is. */
    long take(long now);

    /** Whether nothing will be due any more. */
    boolean isOver(long now);

    /** In which nothing is due. */
    Duration pause();

    /** How long requests become due. */
    Duration duration();

    /** The open model: so many a second, evenly, however long the answers take. */
    static Arrivals atRate(double perSecond, Duration duration) {
        return new AtRate(perSecond, duration);
    }

    /** The closed model: each connection's next request is due when its last one was answered. Finds the highest rate only. */
    static Arrivals whenAnswered(Duration duration) {
        return new WhenAnswered(duration);
    }

    /** {@link #atRate} */
    final class AtRate implements Arrivals {

        /** Waking more often would cost more processor time than it is worth, on cores that the servers share. */
        private static final Duration SHORTEST_PAUSE = Duration.ofNanos(250_000);

        private final double perSecond;
        private final Duration duration;
        private final long count;
        private long taken;

        private AtRate(double perSecond, Duration duration) {
            if (perSecond <= 0) {
                throw new IllegalArgumentException("Not a rate: " + perSecond + " a second");
            }
            this.perSecond = perSecond;
            this.duration = duration;
            this.count = Math.round(perSecond * duration.toNanos() / 1e9);
        }

        @Override
        public long take(long now) {
            long due = (long) (taken * 1e9 / perSecond);
            if (taken == count || due > now) {
                return NONE;
            }
            taken++;
            return due;
        }

        @Override
        public boolean isOver(long now) {
            return taken == count;
        }

        @Override
        public Duration pause() {
            Duration between = Duration.ofNanos((long) (1e9 / perSecond));
            return between.compareTo(SHORTEST_PAUSE) > 0 ? between : SHORTEST_PAUSE;
        }

        @Override
        public Duration duration() {
            return duration;
        }
    }

    /** {@link #whenAnswered} */
    final class WhenAnswered implements Arrivals {

        private static final Duration PAUSE = Duration.ofMillis(100);

        private final Duration duration;

        private WhenAnswered(Duration duration) {
            this.duration = duration;
        }

        @Override
        public long take(long now) {
            return isOver(now) ? NONE : now;
        }

        @Override
        public boolean isOver(long now) {
            return now >= duration.toNanos();
        }

        @Override
        public Duration pause() {
            return PAUSE;
        }

        @Override
        public Duration duration() {
            return duration;
        }
    }
}
