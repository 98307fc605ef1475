package io.spillway.writer.core.simulation;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Many runs, each with a seed of its own. Also called by reflection, from outside the class loader of a mutant. */
public final class Campaign {

    private final long firstSeed;
    private final int runs;
    private long faults;
    private int differences;
    private @Nullable Setting firstFailing;

    Campaign(long firstSeed, int runs) {
        this.firstSeed = firstSeed;
        this.runs = runs;
    }

    /** Runs all. */
    Campaign run() {
        for (long seed = firstSeed; seed < firstSeed + runs; seed++) {
            Setting setting = Setting.of(seed);
            try {
                faults += Simulation.run(setting);
            } catch (Difference found) {
                differences++;
                firstFailing = firstFailing == null ? setting : firstFailing;
            }
        }
        return this;
    }

    /** How many runs it takes to find something; 0 when they find nothing. */
    public static int runsUntilDifference(long firstSeed, int runs) {
        for (int run = 0; run < runs; run++) {
            if (Shrinker.fails(Setting.of(firstSeed + run))) {
                return run + 1;
            }
        }
        return 0;
    }

    int differences() {
        return differences;
    }

    /** The first failing run, shrunk, with the line that repeats it; empty when none failed. */
    String failure(int triesToShrink) {
        return firstFailing == null ? "" : replay(Shrinker.shrink(firstFailing, triesToShrink).toString());
    }

    /** What so many runs find, not shrunk for long. */
    public static String failure(long firstSeed, int runs) {
        return new Campaign(firstSeed, runs).run().failure(20);
    }

    /** Tells what happens in a run, and how to see it again. */
    public static String replay(String setting) {
        List<String> trace = new ArrayList<>();
        try {
            Simulation.run(Setting.parse(setting), trace);
            trace.add("no difference");
        } catch (Difference found) {
            trace.add("DIFFERENCE: " + found.getMessage());
        }
        return String.join("\n", trace) + "\nreplay with: ./mvnw -pl writer-service -am test"
                + " -Dtest=BatchProcessorSimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.replay="
                + setting;
    }

    @Override
    public String toString() {
        return "simulated runs=" + runs + " seed=" + firstSeed + " faults=" + faults + " differences=" + differences;
    }
}
