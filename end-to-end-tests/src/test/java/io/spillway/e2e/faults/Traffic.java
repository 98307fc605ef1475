package io.spillway.e2e.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
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

/**
 * Thinks of commands, and knows of each what must become of it. A third of them goes to a few hot orders, the rest to many
 * cold ones; about a fifth must be refused, for every reason there is. The same seed gives the same commands. For one thread,
 * which publishes them in the order in which they come from here.
 */
final class Traffic {

    private static final int HOT = 24;
    private static final int COLD = 3_000;
    private static final int KEYED = 500;
    private static final UserId OWNER = new UserId("owner");
    private static final OrderPatch.NoteChange NO_NOTE = new OrderPatch.NoteChange(null);

    private final Random random;
    private final List<ExpectedOrder> hot = new ArrayList<>();
    private final List<ExpectedOrder> cold = new ArrayList<>();
    private final List<Command> keyed = new ArrayList<>();
    private final Map<OrderId, ExpectedOrder> orders = new LinkedHashMap<>();
    private final List<Expected> sent = new ArrayList<>();
    private int copies;

    Traffic(long seed) {
        random = new Random(seed);
    }

    /** About so many commands; now and then all of them on one order, so that there is something to combine. */
    List<Publication> burst(int size) {
        ExpectedOrder focus = random.nextInt(8) == 0 && hot.size() == HOT ? hot.get(random.nextInt(HOT)) : null;
        return IntStream.range(0, size).mapToObj(i -> focus == null ? next() : send(change(focus))).toList();
    }

    private Publication next() {
        int roll = random.nextInt(100);
        if (roll < 2 && !keyed.isEmpty()) {
            copies++;
            return new Publication(copy(keyed.get(random.nextInt(keyed.size()))), true);
        }
        if (roll < 35) {
            return send(hotCommand());
        }
        if (roll < 50 || cold.size() < HOT) {
            return send(remember(cold, COLD));
        }
        return send(change(cold.get(random.nextInt(cold.size()))));
    }

    private Command hotCommand() {
        if (hot.size() < HOT) {
            return remember(hot, HOT);
        }
        ExpectedOrder order = hot.get(random.nextInt(HOT));
        boolean finished = order.isDeleted() || order.successors().isEmpty();
        if (finished && random.nextInt(10) == 0) {
            hot.remove(order);
            return remember(hot, HOT);
        }
        return change(order);
    }

    /** A new order; the list forgets one of its own when it is full. */
    private Command remember(List<ExpectedOrder> list, int limit) {
        ExpectedOrder order = new ExpectedOrder(new OrderId(uuid()));
        orders.put(order.id(), order);
        if (list.size() == limit) {
            list.set(random.nextInt(limit), order);
        } else {
            list.add(order);
        }
        return new CreateOrder(header(order, OWNER, null), content());
    }

    private Command change(ExpectedOrder order) {
        long version = order.version();
        return switch (random.nextInt(34)) {
            case 0 -> new DeleteOrder(header(order, OWNER, null));
            case 1 -> new DeleteOrder(header(order, OWNER, List.of(version + 1)));
            case 2 -> new CreateOrder(header(order, OWNER, null), content());
            case 3 -> patch(order, new UserId("stranger"), null, new OrderPatch(null, note(), null));
            case 4, 5 -> patch(order, OWNER, List.of(version + 1, version + 2), new OrderPatch(null, note(), null));
            case 6, 7 -> patch(order, OWNER, List.of(version, version + 5), new OrderPatch(null, note(), null));
            case 8, 9, 10 -> patch(order, OWNER, null, new OrderPatch(null, null, any(OrderStatus.values())));
            case 11 -> patch(order, OWNER, null, new OrderPatch(null, note(), order.successors().stream().sorted()
                    .findFirst().orElse(OrderStatus.PLACED)));
            case 12, 13, 14 -> patch(order, OWNER, null, new OrderPatch(items(), null, null));
            case 15, 16, 17, 18 -> new ReplaceOrder(header(order, OWNER, null), content());
            case 19, 20 -> new ReplaceOrder(header(order, OWNER, null),
                    order.isLive() ? order.contentWith("the same goods " + random.nextInt()) : content());
            case 21 -> patch(order, OWNER, null, new OrderPatch(null, NO_NOTE, null));
            default -> patch(order, OWNER, null, new OrderPatch(null, note(), null));
        };
    }

    private Publication send(Command command) {
        ExpectedOrder order = orders.get(command.orderId());
        if (order == null) {
            throw new IllegalStateException("Nobody knows " + command.orderId());
        }
        sent.add(new Expected(command.header(), command.kind(), order.apply(command)));
        boolean hasKey = random.nextInt(10) < 3;
        if (hasKey) {
            if (keyed.size() == KEYED) {
                keyed.removeFirst();
            }
            keyed.add(command);
        }
        return new Publication(command, hasKey);
    }

    /** The caller repeats a request with its key; one in four by mistake with another payload, which must leave no trace. */
    private Command copy(Command command) {
        if (random.nextInt(4) > 0) {
            return command;
        }
        CommandHeader first = command.header();
        return new PatchOrder(
                new CommandHeader(first.id(), first.orderId(), first.actor(), Instant.now(), hash(), null),
                new OrderPatch(null, new OrderPatch.NoteChange("never to be seen"), null));
    }

    private PatchOrder patch(ExpectedOrder order, UserId user, @Nullable List<Long> ifMatch, OrderPatch patch) {
        return new PatchOrder(header(order, user, ifMatch), patch);
    }

    private CommandHeader header(ExpectedOrder order, UserId user, @Nullable List<Long> ifMatch) {
        return new CommandHeader(new CommandId(uuid()), order.id(), new Actor(user, false), Instant.now(), hash(),
                ifMatch);
    }

    private OrderContent content() {
        return new OrderContent(new CustomerId("C-" + random.nextInt(100)),
                Currency.getInstance(any("EUR", "USD", "JPY")), items(), random.nextBoolean() ? note().to() : null);
    }

    private List<OrderItem> items() {
        return IntStream.rangeClosed(1, 1 + random.nextInt(3))
                .mapToObj(i -> new OrderItem("SKU-" + i, "thing", 1 + random.nextInt(9), random.nextInt(10_000)))
                .toList();
    }

    private OrderPatch.NoteChange note() {
        return new OrderPatch.NoteChange("n" + sent.size());
    }

    @SafeVarargs
    private <T> T any(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private PayloadHash hash() {
        byte[] bytes = new byte[PayloadHash.BYTES];
        random.nextBytes(bytes);
        return PayloadHash.of(bytes);
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** All commands so far, in the order in which they were published; a copy is not another command. */
    List<Expected> sent() {
        return sent;
    }

    Collection<ExpectedOrder> orders() {
        return orders.values();
    }

    int copies() {
        return copies;
    }
}
