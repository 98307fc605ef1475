package io.spillway.benchmarks.drain;

import java.util.List;

import io.spillway.benchmarks.store.StoreCost;
import io.spillway.benchmarks.workload.Workload;

/**
 * Cases that are measured in turn, so that whatever else the machine does meanwhile meets all of them.
 *
 * @param name of its files
 */
record Comparison(String name, Workload workload, StoreCost cost, List<Case> cases) {

    Comparison {
        cases = List.copyOf(cases);
    }

    String title() {
        return workload.title() + ", " + cost;
    }
}
