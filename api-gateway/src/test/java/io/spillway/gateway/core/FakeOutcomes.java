package io.spillway.gateway.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.spillway.contract.outcome.CommandOutcome;

/** Lets an outcome arrive, or none, at once. */
public final class FakeOutcomes implements Outcomes {

    public static final ReplyTo REPLY_TO = new ReplyTo("outcomes", "1");

    public volatile CommandOutcome arrives;
    public final List<Duration> waitedFor = new CopyOnWriteArrayList<>();
    public volatile int listening;

    @Override
    public Expectation expect() {
        listening++;
        return new Expectation() {

            @Override
            public ReplyTo replyTo() {
                return REPLY_TO;
            }

            @Override
            public Optional<CommandOutcome> await(Duration atMost) {
                waitedFor.add(atMost);
                return Optional.ofNullable(arrives);
            }

            @Override
            public void close() {
                listening--;
            }
        };
    }
}
