package io.spillway.benchmarks.accept;

import java.time.Duration;

/**
 * How long and how often is measured.
 *
 * @param warmUp        of each server, unmeasured
 * @param run           of each measurement
 * @param rounds        in turn
 * @param outageRounds  likewise, with the store running and stopped
 * @param documentCost  that the store of the burst takes
 */
record Settings(Duration warmUp, Duration run, int rounds, int outageRounds, Duration burst, Duration documentCost) {}
