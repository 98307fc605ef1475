package io.spillway.writer.core.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.spillway.contract.command.Actor;
import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandHeader;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CreateOrder;
import io.spillway.contract.command.DeleteOrder;
import io.spillway.contract.command.PatchOrder;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.command.ReplaceOrder;
import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderPatch;
import io.spillway.contract.order.OrderStatus;
import io.spillway.contract.order.UserId;
import org.jspecify.annotations.Nullable;

/** What a run publishes. Few orders and many commands on each, because all that can go wrong goes wrong within an order. */
final class Script {

    /** No script has more. */
    static final int MOST_MESSAGES = 15;

    /** How the store treats the document that a command would make. */
    enum Reception {
        /** Refuses it, or not: what it refuses now it may take later. */
        MOODY,
        /** Always refuses it. */
        REFUSED,
        /** Always refuses it, and then even the unchanged order with another chain. */
        STUBBORN
    }

    // Never stubborn and moody on one order: nothing could remember a refusal that the store forgets.
    private static final List<List<Reception>> RECEPTIONS = List.of(
            List.of(Reception.MOODY, Reception.MOODY, Reception.REFUSED),
            List.of(Reception.REFUSED, Reception.STUBBORN));
    private static final Instant EPOCH = Instant.parse("2026-03-01T12:00:00Z");
    private static final Actor ANN = new Actor(new UserId("ann"), false);
    private static final Actor BOB = new Actor(new UserId("bob"), false);
    private static final Actor OLGA = new Actor(new UserId("olga"), true);
    private static final CustomerId CUSTOMER = new CustomerId("C-1");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final List<OrderItem> MUGS = List.of(new OrderItem("SKU-1", "Blue mug", 2, 1_250));
    private static final List<OrderItem> PLATES = List.of(new OrderItem("SKU-2", "Plate", 1, 900));
    private static final List<OrderStatus> STATUSES = List.of(OrderStatus.PAID, OrderStatus.PAID, OrderStatus.SHIPPED,
            OrderStatus.CANCELLED);

    private final Chance chance;
    private final Setting setting;
    private final int queues;
    private final List<OrderId> orders;
    private final Map<CommandId, Reception> receptions = new HashMap<>();
    private final int temper;
    private int payloads;

    private Script(Setting setting) {
        this.setting = setting;
        chance = new Chance(~setting.script());
        queues = chance.percent(30) ? 2 : 1;
        temper = chance.percent(20) ? 1 : 0;
        orders = IntStream.range(0, chance.pick(List.of(1, 1, 1, 2, 3))).mapToObj(Names::order).toList();
    }

    /** A script, ready to be published. */
    record Published(int queues, List<OrderId> orders, Deque<Message> messages, Map<CommandId, Reception> receptions) {}

    static Published write(Setting setting) {
        return new Script(setting).write();
    }

    private Published write() {
        List<Draft> drafts = new ArrayList<>();
        int commands = chance.pick(List.of(2, 4, 8, 12));
        for (int number = 0; number < commands; number++) {
            drafts.add(draft(number));
        }
        if (setting.has(Fault.COPIES) || setting.has(Fault.REUSED_KEY)) {
            int copies = chance.between(1, 3);
            for (int copy = 0; copy < copies; copy++) {
                copy(drafts);
            }
        }
        Deque<Message> messages = new ArrayDeque<>();
        for (int number = 0; number < drafts.size(); number++) {
            if (!setting.drops(number)) {
                Draft draft = drafts.get(number);
                messages.add(new Message(number, draft.command, draft.queue, draft.marked));
            }
        }
        return new Published(queues, orders, messages, receptions);
    }

    /** A message to be. */
    private record Draft(@Nullable Command command, int queue, boolean marked) {}

    private Draft draft(int number) {
        int order = chance.below(orders.size());
        int queue = order % queues;
        if (setting.has(Fault.POISON) && chance.percent(12)) {
            return new Draft(null, queue, false);
        }
        Command command = command(number, orders.get(order));
        boolean create = command instanceof CreateOrder;
        if (setting.has(Fault.REFUSED_WRITE) && chance.percent(create ? 8 : 40)) {
            // Nothing remembers a refusal in an order that isn't there, so a create is refused always or never.
            receptions.put(command.id(), create
                    ? Reception.REFUSED
                    : chance.pick(RECEPTIONS.get((order + temper) % 2)));
        }
        return new Draft(command, queue, chance.percent(40));
    }

    private void copy(List<Draft> drafts) {
        int original = chance.below(drafts.size());
        Draft first = drafts.get(original);
        Command command = first.command;
        if (command == null) {
            return;
        }
        boolean reused = setting.has(Fault.REUSED_KEY) && first.marked && chance.percent(50);
        Command again = reused
                ? command((int) command.id().value().getLeastSignificantBits(), command.orderId())
                : command;
        drafts.add(chance.between(original + 1, drafts.size()), new Draft(again, first.queue, true));
    }

    /** Each payload differs from all others, and shows in the order. */
    private Command command(int number, OrderId order) {
        int payload = payloads++;
        int kind = chance.below(number == 0 ? 40 : 100);
        List<Long> versions = kind >= 25 && chance.percent(25)
                ? List.of((long) chance.between(1, 3), (long) chance.between(1, 5))
                : null;
        CommandHeader header = new CommandHeader(Names.command(number), order, actor(), EPOCH.plusSeconds(payload),
                hash(payload), versions);
        String note = "payload " + payload;
        if (kind < 25) {
            return new CreateOrder(header, new OrderContent(CUSTOMER, EUR, MUGS, note));
        }
        if (kind < 55) {
            return new PatchOrder(header, new OrderPatch(chance.percent(30) ? PLATES : null,
                    new OrderPatch.NoteChange(note), null));
        }
        if (kind < 65) {
            return new ReplaceOrder(header, new OrderContent(CUSTOMER, EUR, PLATES, note));
        }
        // Ids that are used again after a tombstone expired need deletes.
        if (kind < (setting.has(Fault.EXPIRY) ? 75 : 87)) {
            return new PatchOrder(header, new OrderPatch(null, null, chance.pick(STATUSES)));
        }
        return new DeleteOrder(header);
    }

    private Actor actor() {
        int who = chance.below(20);
        return who == 0 ? BOB : who == 1 ? OLGA : ANN;
    }

    private static PayloadHash hash(int payload) {
        byte[] digest = new byte[PayloadHash.BYTES];
        digest[0] = (byte) payload;
        return PayloadHash.of(digest);
    }
}
