package io.spillway.writer.core.simulation;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code -Dsimulation.runs=N} and {@code -Dsimulation.seed=S} choose how many runs and the first one's seed;
 * {@code -Dsimulation.replay=…} repeats a single run, and tells its story.
 */
class BatchProcessorSimulationTest {

    private static final int RUNS = Integer.getInteger("simulation.runs", 2_000);
    private static final long SEED = Long.getLong("simulation.seed", 1);

    @Test
    void whateverGoesWrongTheResultIsThatOfApplyingTheCommandsOneByOne() {
        String replay = System.getProperty("simulation.replay");
        if (replay != null) {
            System.out.println(Campaign.replay(replay));
            return;
        }
        Campaign campaign = new Campaign(SEED, RUNS).run();
        System.out.println(campaign);
        assertThat(campaign.differences()).as(campaign.failure(400)).isZero();
    }
}
