package io.spillway.benchmarks.workload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

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
import io.spillway.contract.order.UserId;

/**
 * Makes commands that all can be applied, the same ones every time, and keeps the score: what applying them one by one
 * leaves in the store. Not thread-safe.
 */
public final class CommandMaker {

    private static final Actor ACTOR = new Actor(new UserId("benchmark"), false);
    private static final Currency EURO = Currency.getInstance("EUR");
    private static final int ITEMS = 3;

    private final SplittableRandom random = new SplittableRandom(20_260_101);
    private final Instant began = Instant.now();
    private final List<Live> live = new ArrayList<>();
    private int made;
    private long versions;

    private record Live(OrderId id, long version) {}

    /**
     * What shall be in the store when everything was applied.
     *
     * @param orders   not deleted
     * @param versions of those orders, added up
     */
    public record Score(long orders, long versions) {}

    public Score score() {
        return new Score(live.size(), versions);
    }

    SplittableRandom random() {
        return random;
    }

    int orders() {
        return live.size();
    }

    public Command create() {
        OrderId id = new OrderId(nextOrderId());
        live.add(new Live(id, 1));
        versions++;
        return new CreateOrder(header(id), content());
    }

    public Command patch(int order) {
        OrderPatch patch = new OrderPatch(items(), new OrderPatch.NoteChange("Ring twice, attempt " + made), null);
        return new PatchOrder(header(touch(order)), patch);
    }

    Command replace(int order) {
        return new ReplaceOrder(header(touch(order)), content());
    }

    Command delete(int order) {
        Live gone = live.get(order);
        live.set(order, live.getLast());
        live.removeLast();
        versions -= gone.version();
        return new DeleteOrder(header(gone.id()));
    }

    private OrderId touch(int order) {
        Live before = live.get(order);
        live.set(order, new Live(before.id(), before.version() + 1));
        versions++;
        return before.id();
    }

    private CommandHeader header(OrderId order) {
        byte[] hash = new byte[PayloadHash.BYTES];
        random.nextBytes(hash);
        return new CommandHeader(new CommandId(new UUID(random.nextLong(), random.nextLong())), order, ACTOR,
                began.plusMillis(made++ / 10), PayloadHash.of(hash), null);
    }

    /** As gateways make them, UUIDv7: they grow with time, which is kind to the store's index. */
    private UUID nextOrderId() {
        long millis = began.toEpochMilli() + made / 10;
        return new UUID(millis << 16 | 0x7000 | random.nextInt(1 << 12), random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    public OrderContent content() {
        return new OrderContent(new CustomerId("C-" + random.nextInt(10_000)), EURO, items(), "Leave at the door");
    }

    private List<OrderItem> items() {
        List<OrderItem> items = new ArrayList<>(ITEMS);
        for (int i = 0; i < ITEMS; i++) {
            int article = random.nextInt(1_000);
            items.add(new OrderItem("SKU-" + article, "Article number " + article, 1 + random.nextInt(5),
                    random.nextInt(100_000)));
        }
        return items;
    }
}
