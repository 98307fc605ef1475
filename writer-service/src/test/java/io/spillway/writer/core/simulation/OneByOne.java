package io.spillway.writer.core.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CreateOrder;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.writer.core.BatchResult;
import io.spillway.writer.core.CoreWindow;
import io.spillway.writer.core.OrderState;
import io.spillway.writer.core.StoredOrder;
import io.spillway.writer.core.Verdict;

/**
 * What should have become of a run's messages: each command applied to a plain map, one by one, in the order in which the
 * queue first took them. Two things only the run itself can tell: whether the store refused a document that it may
 * refuse, and whether a create came before or after a tombstone expired.
 */
final class OneByOne {

    private static final Outcome INVALID = new Outcome.Rejected(RefusalCode.INVALID_ORDER);
    private static final Outcome RETIRED = new Outcome.Rejected(RefusalCode.ORDER_ID_RETIRED);
    private static final Outcome REUSED = new Outcome.Rejected(RefusalCode.IDEMPOTENCY_KEY_REUSED);

    private final SimulatedStore store;
    private final List<Simulation.Answered> answers;
    private final Map<OrderId, OrderState> states = new HashMap<>();
    private final Map<CommandId, OrderState> left = new HashMap<>();
    private final Map<CommandId, Verdict> expected = new HashMap<>();

    OneByOne(List<Message> accepted, SimulatedStore store, List<Simulation.Answered> answers) {
        this.store = store;
        this.answers = answers;
        for (Message message : accepted) {
            if (message.command != null && !expected.containsKey(message.command.id())) {
                expected.put(message.command.id(),
                        new Verdict(message.command.header().payloadHash(), apply(message.command)));
            }
        }
    }

    private Outcome apply(Command command) {
        Verdict recorded = store.everRecorded().get(command.id());
        Outcome told = recorded == null ? null : recorded.outcome();
        OrderState state = states.getOrDefault(command.orderId(), OrderState.ABSENT);
        if (command instanceof CreateOrder && store.hasExpired(state) && !RETIRED.equals(told)) {
            state = OrderState.ABSENT;
        }
        CoreWindow.Step step = CoreWindow.decide(state, command);
        if (step.outcome() instanceof Outcome.Applied && store.mayRefuse(command.id()) && INVALID.equals(told)) {
            return INVALID;
        }
        states.put(command.orderId(), step.next());
        left.put(command.id(), step.next());
        return step.outcome();
    }

    void compare(List<OrderId> orders) {
        if (!expected.equals(store.everRecorded())) {
            throw new Difference("The ledger has " + describe(store.everRecorded()) + " and should have "
                    + describe(expected));
        }
        for (OrderId id : orders) {
            OrderState should = states.getOrDefault(id, OrderState.ABSENT);
            StoredOrder stored = store.load(id);
            OrderState is = stored == null ? OrderState.ABSENT : stored.state();
            if (!is.equals(should) && !(stored == null && store.hasExpired(should))) {
                throw new Difference("Order " + Names.of(id) + " is " + is + " and should be " + should);
            }
        }
        answers.forEach(this::compare);
    }

    private void compare(Simulation.Answered answered) {
        BatchResult.Answer answer = answered.answer();
        Command command = answer.delivery().command();
        Verdict verdict = expected.get(command.id());
        Outcome should = verdict.payloadHash().equals(command.header().payloadHash()) ? verdict.outcome() : REUSED;
        if (!answer.outcome().equals(should)) {
            throw new Difference(answered.writer() + " answered " + Names.of(command.id()) + " with "
                    + Names.of(answer.outcome()) + " instead of " + Names.of(should));
        }
        // What it left may be forgotten, but not mistaken.
        if (answer.order() != null && !new OrderState.Live(answer.order()).equals(left.get(command.id()))) {
            throw new Difference(answered.writer() + " answered " + Names.of(command.id()) + " with " + answer.order()
                    + " instead of " + left.get(command.id()));
        }
    }

    private static String describe(Map<CommandId, Verdict> verdicts) {
        StringBuilder text = new StringBuilder();
        verdicts.entrySet().stream().sorted((a, b) -> a.getKey().value().compareTo(b.getKey().value()))
                .forEach(entry -> text.append(Names.of(entry.getKey())).append('=')
                        .append(Names.of(entry.getValue().outcome())).append(' '));
        return text.toString().trim();
    }
}
