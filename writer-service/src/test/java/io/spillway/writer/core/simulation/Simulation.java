package io.spillway.writer.core.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.spillway.contract.command.CreateOrder;
import io.spillway.contract.order.OrderId;
import io.spillway.writer.core.BatchResult;

/**
 * One run: some commands, some writers, and whatever goes wrong, until the queue has drained. Then everything must be as
 * if the commands had been applied one by one.
 */
final class Simulation {

    /** Far more than a run needs to drain. */
    private static final int PATIENCE = 20_000;

    private final Setting setting;
    private final List<String> trace;
    private final boolean tracing;
    private final Chance chance;
    private final Script.Published script;
    private final SimulatedStore store;
    private final SimulatedBroker broker;
    private final List<SimulatedWriter> writers = new ArrayList<>();
    private final List<Call.Operation> late = new ArrayList<>();
    private final List<SimulatedBroker.Channel> orphans = new ArrayList<>();
    private final List<Answered> answers = new ArrayList<>();
    private final List<Fault> striking;
    private final int publishing;
    private final int haste;

    private long now;
    private long outageUntil;
    private int strikesLeft;
    private int struck;
    private long numbers;
    private boolean calm;

    private Simulation(Setting setting, List<String> trace, boolean tracing) {
        this.setting = setting;
        this.trace = trace;
        this.tracing = tracing;
        chance = new Chance(setting.schedule());
        script = Script.write(setting);
        store = new SimulatedStore(this, script.receptions());
        broker = new SimulatedBroker(this, script.queues(), chance.between(1, 8));
        striking = setting.faults().stream().filter(Fault::isStriking).toList();
        strikesLeft = striking.isEmpty() ? 0 : setting.strikes();
        publishing = chance.pick(List.of(3, 12, 25));
        haste = chance.pick(List.of(10, 30, 100));
        int count = chance.between(2, 3);
        long cacheBytes = chance.pick(List.of(0L, 1_500L, 2_500L, 1_000_000L, 1_000_000L));
        int maxBatch = chance.between(1, 5);
        for (int i = 0; i < count; i++) {
            writers.add(new SimulatedWriter(this, "W" + (char) ('a' + i), cacheBytes, maxBatch));
        }
    }

    /** What a writer told somebody. */
    record Answered(SimulatedWriter writer, BatchResult.Answer answer) {}

    /** @return how much went wrong without doing harm */
    static int run(Setting setting) {
        Simulation simulation = new Simulation(setting, List.of(), false);
        simulation.run();
        return simulation.struck;
    }

    /** A run that tells what happened, also up to a difference. */
    static void run(Setting setting, List<String> trace) {
        new Simulation(setting, trace, true).run();
    }

    private void run() {
        int turbulence = chance.between(50, 1_500);
        for (int steps = 0; !isDrained(); steps++) {
            if (steps == turbulence) {
                calmDown();
            } else if (steps == PATIENCE) {
                throw new Difference("The queue does not drain");
            }
            now++;
            step();
        }
        new OneByOne(broker.accepted(), store, answers).compare(script.orders());
    }

    private void step() {
        int what = chance.below(100);
        if (what < publishing) {
            publish();
        } else if (what < 30) {
            broker.deliver();
        } else if (what < 86) {
            mostlyBusy().act();
        } else if (what < 89) {
            landLate();
        } else if (what < 91) {
            notice();
        } else if (what < 92) {
            store.expire(now);
        } else if (strikesLeft > 0 && chance.percent(haste) && strike(chance.pick(striking), mostlyBusy())) {
            strikesLeft--;
            struck++;
        }
    }

    private void publish() {
        Message next = script.messages().peek();
        if (next == null || (!calm && setting.has(Fault.EXPIRY) && awaitsExpiry(next))) {
            return;
        }
        script.messages().remove();
        broker.publish(next);
    }

    /** A create on top of a tombstone: mostly it comes when that has expired, or there would be little to see. */
    private boolean awaitsExpiry(Message next) {
        if (!(next.command instanceof CreateOrder) || !store.hasTombstone(next.command.orderId())
                || chance.percent(5)) {
            return false;
        }
        if (letTimePass()) {
            struck++;
        }
        return true;
    }

    /** A writer, more often than not one in the middle of something. */
    private SimulatedWriter mostlyBusy() {
        SimulatedWriter picked = chance.pick(writers);
        for (SimulatedWriter writer : writers) {
            if (!picked.isBusy() && chance.percent(70)) {
                picked = writer;
            }
        }
        return picked;
    }

    private boolean strike(Fault fault, SimulatedWriter writer) {
        switch (fault) {
            case KILL -> writer.kill();
            case DEAD_CHANNEL -> {
                if (chance.percent(70)) {
                    // What cut it off may well have stopped it, too.
                    writer.stand(now + chance.between(20, 400));
                }
                return writer.loseChannel();
            }
            case PAUSE -> writer.stand(now + chance.between(5, 100));
            case HANDOVER -> {
                return broker.handOver();
            }
            case LOST_ACKNOWLEDGEMENT -> {
                return writer.loseAcknowledgement();
            }
            case NO_ANSWER -> {
                return writer.leaveUnanswered();
            }
            case UNCERTAIN_WRITES -> {
                return writer.makeUncertain();
            }
            case OUTAGE -> outageUntil = now + chance.between(5, 60);
            case EXPIRY, COPIES, REUSED_KEY, REFUSED_WRITE, POISON, LARGE_ORDERS ->
                throw new IllegalStateException(fault + " never strikes");
        }
        return true;
    }

    /** Only while nothing is under way, because tombstones and ledger outlive every outage. */
    private boolean letTimePass() {
        if (!late.isEmpty() || !orphans.isEmpty() || !broker.isQuiet() || !areWritersIdle()) {
            return false;
        }
        long then = now + chance.pick(List.of(SimulatedStore.TOMBSTONES_LIVE, SimulatedStore.LEDGER_LIVES));
        if (!broker.ready().stream().allMatch(message -> comesInTime(message, then))
                || !script.messages().stream().allMatch(message -> comesInTime(message, then))) {
            return false;
        }
        tell(() -> "days go by");
        now = then;
        if (chance.percent(80)) {
            store.expire(now);
        }
        return true;
    }

    /** A copy comes while the ledger still knows its command. */
    private boolean comesInTime(Message message, long then) {
        return message.command == null || store.remembers(message.command.id(), then + PATIENCE);
    }

    private void landLate() {
        if (!late.isEmpty()) {
            Call.Operation operation = late.remove(chance.below(late.size()));
            tell(() -> "late:");
            operation.takeEffect();
        }
    }

    private void notice() {
        if (chance.percent(20)) {
            chance.pick(writers).learnOfLoss();
        }
        if (!orphans.isEmpty()) {
            broker.close(orphans.removeFirst());
        }
    }

    private void calmDown() {
        tell(() -> "from here on nothing goes wrong");
        calm = true;
        strikesLeft = 0;
        outageUntil = 0;
        writers.forEach(SimulatedWriter::wake);
        orphans.forEach(broker::close);
        orphans.clear();
    }

    private boolean isDrained() {
        return script.messages().isEmpty() && late.isEmpty() && broker.isEmpty() && areWritersIdle();
    }

    private boolean areWritersIdle() {
        for (SimulatedWriter writer : writers) {
            if (!writer.isIdle()) {
                return false;
            }
        }
        return true;
    }

    SimulatedStore store() {
        return store;
    }

    SimulatedBroker broker() {
        return broker;
    }

    Chance chance() {
        return chance;
    }

    List<OrderId> orders() {
        return script.orders();
    }

    long now() {
        return now;
    }

    long nextNumber() {
        return ++numbers;
    }

    boolean isTooLarge(int ordersTogether) {
        boolean tooLarge = ordersTogether > 1 && setting.has(Fault.LARGE_ORDERS);
        if (tooLarge) {
            struck++;
        }
        return tooLarge;
    }

    boolean isOutage() {
        return now < outageUntil;
    }

    /** Whether somebody who waits in an outage is stopped just then. */
    boolean isWaitCutShort() {
        return !calm && chance.percent(10);
    }

    /** Happens at some time, if it does. */
    void later(Call.Operation operation) {
        late.add(operation);
    }

    /** A channel whose writer is gone for ever. */
    void orphan(SimulatedBroker.Channel channel) {
        orphans.add(channel);
    }

    void answered(SimulatedWriter writer, BatchResult.Answer answer) {
        tell(() -> "  " + writer + " answers " + Names.of(answer.delivery().command().id()) + ": "
                + Names.of(answer.outcome()));
        answers.add(new Answered(writer, answer));
    }

    /** Something went wrong that isn't drawn here. */
    void struck() {
        struck++;
    }

    void tell(Supplier<String> what) {
        if (tracing) {
            trace.add(what.get());
        }
    }
}
