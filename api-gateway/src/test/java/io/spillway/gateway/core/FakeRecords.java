package io.spillway.gateway.core;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.spillway.contract.command.CommandId;

/** Answers as told, and remembers how long it was given. */
public final class FakeRecords implements CommandRecords {

    public final List<Duration> asked = new CopyOnWriteArrayList<>();
    public volatile Lookup lookup = new Lookup.NotRecorded();
    /** What happens before each answer. */
    public volatile Runnable before = () -> {};

    @Override
    public Lookup find(CommandId command, TraceContext trace, Duration atMost) {
        asked.add(atMost);
        before.run();
        return lookup;
    }
}
