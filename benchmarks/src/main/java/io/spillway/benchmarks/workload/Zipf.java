package io.spillway.benchmarks.workload;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Numbers from 0, the first of them drawn most: number n with a weight of 1/(n+1). */
final class Zipf {

    private final double[] upTo;

    Zipf(int numbers) {
        upTo = new double[numbers];
        double sum = 0;
        for (int i = 0; i < numbers; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
    }

    int draw(SplittableRandom random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble(upTo[upTo.length - 1]));
        return found < 0 ? -found - 1 : found + 1;
    }
}
