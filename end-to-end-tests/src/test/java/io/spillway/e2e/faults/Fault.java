package io.spillway.e2e.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What can happen to the servers and processes. */
enum Fault {
    WRITER_KILLED("kill -9 of a writer, and a new one", 2),
    WRITER_RESTARTED("stop and start of a writer", 1),
    WRITER_PAUSED("a writer stands still for a moment", 2),
    WRITER_PAUSED_FOR_LONG("a writer stands still until the broker has given its queues to others", 2),
    CONNECTIONS_CLOSED("a writer's connections closed by the management API", 3),
    LOAD_CONNECTIONS_CLOSED("the publisher's connections closed by the management API", 1),
    BROKER_KILLED("kill -9 and start of the broker", 1),
    BROKER_RESTARTED("stop and start of the broker", 1),
    STORE_KILLED("kill -9 and start of the store", 2),
    STORE_RESTARTED("stop and start of the store", 1),
    STORE_PAUSED("the store stands still for a moment", 1);

    private final String description;
    private final int often;

    Fault(String description, int often) {
        this.description = description;
        this.often = often;
    }

    String description() {
        return description;
    }

    /** A round of all of them, the cheap ones more often, in an order that the random decides. */
    static List<Fault> round(Random random) {
        List<Fault> round = new ArrayList<>();
        for (Fault fault : values()) {
            round.addAll(Collections.nCopies(fault.often, fault));
        }
        Collections.shuffle(round, random);
        return round;
    }
}
