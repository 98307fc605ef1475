package io.spillway.benchmarks.accept;

import java.time.Duration;

/**
 * How long and how often is measured.
 *
 * @param warmUp        of each server, unmeasured
 * @param run           of each measurement
 * @param rounds        in turn
 * @param outageRun     of each measurement with the store running or stopped
 * @param outageRounds  in each of these states
 * @param burst         how long it lasts
 * @param documentCost  that the store of the burst takes
 */
record Settings(Duration warmUp, Duration run, int rounds, Duration outageRun, int outageRounds, Duration burst,
        Duration documentCost) {}
