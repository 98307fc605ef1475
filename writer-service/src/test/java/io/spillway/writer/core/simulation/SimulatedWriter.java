package io.spillway.writer.core.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.spillway.contract.outcome.Outcome;
import io.spillway.writer.core.BatchResult;
import io.spillway.writer.core.CoreWindow;
import io.spillway.writer.core.Delivery;
import io.spillway.writer.core.LaneCache;
import io.spillway.writer.core.OrderStore.WriteResult;
import io.spillway.writer.core.Patience.BatchAbandonedException;
import io.spillway.writer.core.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * One writer process with one lane, which keeps the lane's protocol as {@code io.spillway.writer.amqp.Lane} does: one
 * live channel, one batch at a time, dead letters first, one acknowledgement when all is recorded, and nothing kept of a
 * channel that was lost.
 */
final class SimulatedWriter {

    private static final StoreUnavailableException NO_ANSWER = new StoreUnavailableException(
            new IllegalStateException("no answer"));

    private static final Delivery.ReplyTo SOMEBODY = new Delivery.ReplyTo("somebody", "waits");

    /** A message with what its delivery said of it, which a later delivery to somebody else doesn't change. */
    private record Received(Message message, boolean possibleCopy) {}

    private final Simulation world;
    private final String name;
    private final long cacheBytes;
    private final int maxBatch;
    private int incarnation = 1;

    private LaneCache cache;
    private SimulatedBroker.@Nullable Channel channel;
    private boolean knowsOfLoss;
    private long standsUntil;
    private final Deque<Received> buffer = new ArrayDeque<>();

    private final List<Message> batch = new ArrayList<>();
    private final Deque<Message> poison = new ArrayDeque<>();
    private @Nullable BatchRun run;
    private @Nullable Call call;

    SimulatedWriter(Simulation world, String name, long cacheBytes, int maxBatch) {
        this.world = world;
        this.name = name;
        this.cacheBytes = cacheBytes;
        this.maxBatch = maxBatch;
        cache = new LaneCache(cacheBytes);
    }

    void receive(SimulatedBroker.Channel from, Message message) {
        // A message for a channel of an earlier incarnation reaches nobody.
        if (from == channel) {
            world.tell(() -> this + " gets " + message);
            buffer.add(new Received(message, message.isPossibleCopy()));
        }
    }

    /** The next step of whatever it is doing. */
    void act() {
        if (world.now() < standsUntil) {
            return;
        }
        if (channel == null) {
            channel = world.broker().open(this);
            world.tell(() -> this + " opens a channel");
        } else if (call == null) {
            takeBatch();
        } else if (call.isDone()) {
            finish(call);
        } else if (call.kind().reachesDatabase() && world.isOutage()) {
            leaveUnanswered();
        } else {
            call.takeEffect(world.chance());
        }
    }

    private void takeBatch() {
        if (knowsOfLoss) {
            reopen("learns that its channel is gone");
            return;
        }
        if (buffer.isEmpty()) {
            if (world.chance().percent(5)) {
                // Nothing comes any more: a heartbeat fails in the end.
                learnOfLoss();
            }
            return;
        }
        int size = world.chance().between(1, maxBatch);
        List<Delivery> deliveries = new ArrayList<>();
        while (!buffer.isEmpty() && batch.size() < size) {
            Received received = buffer.removeFirst();
            batch.add(received.message);
            if (received.message.command == null) {
                poison.add(received.message);
            } else {
                deliveries.add(new Delivery(received.message.command, received.possibleCopy, SOMEBODY));
            }
        }
        world.tell(() -> this + " takes " + batch);
        run = deliveries.isEmpty() ? null : new BatchRun(world, deliveries, cache, cacheBytes);
        proceed();
    }

    /** Dead letters, then the processor, then the acknowledgement. */
    private void proceed() {
        if (!poison.isEmpty()) {
            Message dead = poison.removeFirst();
            await(Call.Kind.DEAD_LETTER, () -> {
                world.broker().confirmDead(dead);
                return null;
            });
        } else if (run != null) {
            process(run);
        } else {
            await(Call.Kind.ACKNOWLEDGE, () -> {
                acknowledge();
                return null;
            });
        }
    }

    private void await(Call.Kind kind, Call.Operation operation) {
        call = new Call(kind, List.of(operation), done -> Boolean.TRUE);
    }

    private void process(BatchRun running) {
        BatchResult result;
        try {
            result = running.advance();
        } catch (BatchAbandonedException abandoned) {
            reopen("abandons its batch");
            return;
        } catch (Difference found) {
            throw found;
        } catch (RuntimeException unexpected) {
            throw new Difference(this + " failed: " + unexpected, unexpected);
        }
        if (result == null) {
            call = running.call();
            world.tell(() -> "  " + this + " calls " + call.kind());
        } else {
            for (BatchResult.Answer answer : result.answers()) {
                world.answered(this, answer);
            }
            cache = running.cache();
            run = null;
            proceed();
        }
    }

    private void finish(Call done) {
        switch (done.kind()) {
            case PAUSE -> answer(knowsOfLoss || world.isWaitCutShort()
                    ? new BatchAbandonedException("gave up")
                    : Boolean.TRUE);
            case DEAD_LETTER -> proceed();
            case ACKNOWLEDGE -> {
                call = null;
                batch.clear();
            }
            default -> answer(done.answer());
        }
    }

    private void answer(Object answer) {
        if (run != null) {
            run.answer(answer);
            process(run);
        }
    }

    private void acknowledge() {
        if (knowsOfLoss) {
            reopen("cannot acknowledge");
        } else if (channel != null) {
            world.tell(() -> this + " acknowledges " + batch + (channel.isOpen() ? "" : " in vain"));
            world.broker().acknowledge(channel, batch);
        }
    }

    private void reopen(String why) {
        world.tell(() -> this + " " + why + ", and begins again on another channel");
        forget();
    }

    /** The channel and all that came on it. */
    private void forget() {
        if (channel != null) {
            world.broker().close(channel);
        }
        channel = null;
        knowsOfLoss = false;
        buffer.clear();
        batch.clear();
        poison.clear();
        run = null;
        call = null;
        cache = new LaneCache(cacheBytes);
    }

    void kill() {
        world.tell(() -> this + " is killed");
        giveUpCall();
        if (channel != null && world.chance().percent(30)) {
            // The machine is gone, not only the process: the broker notices when heartbeats are missing.
            world.orphan(channel);
            channel = null;
        }
        forget();
        standsUntil = 0;
        incarnation++;
    }

    void stand(long until) {
        world.tell(() -> this + " stands still");
        standsUntil = until;
    }

    void wake() {
        standsUntil = 0;
        learnOfLoss();
    }

    /** The broker gives the channel up; the writer does not know. */
    boolean loseChannel() {
        if (channel == null || !channel.isOpen()) {
            return false;
        }
        world.tell(() -> this + " loses its channel, and is not told");
        world.broker().close(channel);
        return true;
    }

    void learnOfLoss() {
        knowsOfLoss |= channel != null && !channel.isOpen();
    }

    boolean leaveUnanswered() {
        if (call != null && call.kind() == Call.Kind.DEAD_LETTER) {
            reopen("gets no confirm");
            return true;
        }
        if (call == null || !call.kind().reachesDatabase()) {
            return false;
        }
        world.tell(() -> "  " + this + " gets no answer to " + call.kind());
        giveUpCall();
        answer(NO_ANSWER);
        return true;
    }

    /** What has not taken effect yet does so now, later or never. */
    private void giveUpCall() {
        while (call != null && call.kind().changesSomething() && !call.isDone()) {
            giveUpOne(call);
        }
    }

    private void giveUpOne(Call given) {
        switch (world.chance().below(3)) {
            case 0 -> given.giveUp(world.chance(), WriteResult.UNKNOWN).takeEffect();
            case 1 -> world.later(given.giveUp(world.chance(), WriteResult.UNKNOWN));
            default -> given.giveUp(world.chance(), WriteResult.UNKNOWN);
        }
    }

    boolean makeUncertain() {
        if (call == null || call.kind() != Call.Kind.WRITE || call.isDone()) {
            return false;
        }
        world.tell(() -> "  " + this + " gets no certain answer on one of its writes");
        giveUpOne(call);
        return true;
    }

    boolean loseAcknowledgement() {
        if (call == null || call.kind() != Call.Kind.ACKNOWLEDGE || call.isDone() || !loseChannel()) {
            return false;
        }
        if (world.chance().percent(50)) {
            learnOfLoss();
        }
        return true;
    }

    boolean isBusy() {
        return call != null;
    }

    /** Whether it holds nothing, and knows what it should of its channel. */
    boolean isIdle() {
        return call == null && buffer.isEmpty() && channel != null && channel.isOpen();
    }

    @Override
    public String toString() {
        return name + incarnation;
    }
}
