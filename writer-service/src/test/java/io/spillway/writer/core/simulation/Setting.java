package io.spillway.writer.core.simulation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a run depends on. A seed makes one; shrinking takes things away from it.
 *
 * @param script   the seed of what is published
 * @param schedule the seed of what happens then, in which order
 * @param dropped  a bit for each published message that is left out
 * @param faults   what can go wrong
 * @param strikes  how often something goes wrong at some moment
 */
record Setting(long script, long schedule, long dropped, Set<Fault> faults, int strikes) {

    /** Rare together, and worst when nothing else distracts. */
    private static final List<Set<Fault>> FEW = List.of(
            // What a writer remembers of an order that was deleted, expired and created again, when its turn comes back.
            EnumSet.of(Fault.EXPIRY, Fault.HANDOVER),
            // What a writer still holds when others have long done it.
            EnumSet.of(Fault.DEAD_CHANNEL, Fault.PAUSE),
            // A refusal that one writer remembers while another still has the same write before it.
            EnumSet.of(Fault.REFUSED_WRITE, Fault.DEAD_CHANNEL),
            // A refusal that is remembered while the first attempt at the same write may still land.
            EnumSet.of(Fault.REFUSED_WRITE, Fault.NO_ANSWER, Fault.UNCERTAIN_WRITES));

    static Setting of(long seed) {
        Chance chance = new Chance(seed);
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        // Few kinds often, so that they are not hidden behind each other; all kinds together, too.
        int share = chance.percent(50) ? 25 : 60;
        for (Fault fault : Fault.values()) {
            if (chance.percent(share)) {
                faults.add(fault);
            }
        }
        if (chance.percent(40)) {
            faults = EnumSet.copyOf(chance.pick(FEW));
        }
        return new Setting(seed, seed, 0, faults, chance.between(1, 8));
    }

    Setting scheduled(long other) {
        return new Setting(script, other, dropped, faults, strikes);
    }

    Setting without(int message) {
        return new Setting(script, schedule, dropped | 1L << message, faults, strikes);
    }

    Setting without(Fault fault) {
        Set<Fault> rest = EnumSet.copyOf(faults);
        rest.remove(fault);
        return new Setting(script, schedule, dropped, rest, strikes);
    }

    Setting striking(int times) {
        return new Setting(script, schedule, dropped, faults, times);
    }

    boolean drops(int message) {
        return (dropped >> message & 1) == 1;
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** One word, for a command line. */
    @Override
    public String toString() {
        return script + ":" + schedule + ":" + Long.toHexString(dropped) + ":" + strikes + ":"
                + faults.stream().map(Enum::name).collect(Collectors.joining("+"));
    }

    /** The setting that {@link #toString} wrote. */
    static Setting parse(String word) {
        String[] parts = word.split(":", -1);
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Arrays.stream(parts[4].split("\\+")).filter(name -> !name.isEmpty()).map(Fault::valueOf).forEach(faults::add);
        return new Setting(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseUnsignedLong(parts[2], 16),
                faults, Integer.parseInt(parts[3]));
    }
}
