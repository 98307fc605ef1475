package io.spillway.writer.core.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Every choice of a run. The same seed always makes the same choices. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /** @return from 0 to {@code bound - 1} */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** @return from {@code least} to {@code most} */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean percent(int share) {
        return random.nextInt(100) < share;
    }

    <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
