package io.spillway.writer.core.simulation;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Takes commands and faults away from a failing run for as long as it fails. */
final class Shrinker {

    private Shrinker() {}

    /** @param tries with less in it a run takes another course, so each reduction may fail again on one of so many */
    static Setting shrink(Setting failing, int tries) {
        Setting smallest = failing;
        for (Setting smaller = failing; smaller != null; smaller = smallerThan(smallest, tries)) {
            smallest = smaller;
        }
        return smallest;
    }

    private static @Nullable Setting smallerThan(Setting setting, int tries) {
        for (Setting candidate : candidates(setting)) {
            for (int next = 0; next < tries; next++) {
                Setting scheduled = candidate.scheduled(setting.schedule() + next);
                if (fails(scheduled)) {
                    return scheduled;
                }
            }
        }
        return null;
    }

    private static List<Setting> candidates(Setting setting) {
        List<Setting> candidates = new ArrayList<>();
        if (setting.strikes() > 0) {
            candidates.add(setting.striking(setting.strikes() / 2));
            candidates.add(setting.striking(setting.strikes() - 1));
        }
        setting.faults().forEach(fault -> candidates.add(setting.without(fault)));
        for (int message = 0; message < Script.MOST_MESSAGES; message++) {
            if (!setting.drops(message)) {
                candidates.add(setting.without(message));
            }
        }
        return candidates;
    }

    static boolean fails(Setting setting) {
        try {
            Simulation.run(setting);
            return false;
        } catch (Difference found) {
            return true;
        }
    }
}
