package io.spillway.writer.core;

import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.outcome.Outcome;
import org.junit.jupiter.api.Test;

import static io.spillway.writer.core.CommandFixtures.ANN;
import static io.spillway.writer.core.CommandFixtures.NOON;
import static io.spillway.writer.core.CommandFixtures.command;
import static io.spillway.writer.core.CommandFixtures.content;
import static io.spillway.writer.core.CommandFixtures.hash;
import static io.spillway.writer.core.CommandFixtures.order;
import static org.assertj.core.api.Assertions.assertThat;

class LaneCacheTest {

    /** One item of 13 letters, a short note and one command in the chain: 600 + 160 + 26 + 8 + 200 bytes. */
    private static final long SMALL = 994;
    /** What one of {@link #large} takes on the heap, measured. */
    private static final long LARGE = 44_830;

    private final LaneCache cache = new LaneCache(3 * SMALL);

    @Test
    void keepsWhatFits() {
        Stream.of("A", "B", "C").forEach(name -> cache.put(small(name)));

        assertThat(kept("A", "B", "C")).isEqualTo("A B C");
    }

    @Test
    void dropsWhatWasNotUsedForLongestWhenTheBytesRunOut() {
        Stream.of("A", "B", "C").forEach(name -> cache.put(small(name)));
        cache.get(order("A"));

        cache.put(small("D"));

        assertThat(kept("A", "B", "C", "D")).isEqualTo("A C D");
    }

    @Test
    void dropsAsManyAsALargeOrderNeeds() {
        Stream.of("A", "B", "C").forEach(name -> cache.put(small(name)));

        cache.put(stored("D", "note", 5));

        assertThat(kept("A", "B", "C", "D")).isEqualTo("C D");
    }

    @Test
    void countsTheChain() {
        Stream.of("A", "B").forEach(name -> cache.put(small(name)));

        cache.put(stored("C", "note", 2));

        assertThat(kept("A", "B", "C")).isEqualTo("B C");
    }

    @Test
    void countsTheNote() {
        Stream.of("A", "B").forEach(name -> cache.put(small(name)));

        cache.put(stored("C", "a longer note", 1));

        assertThat(kept("A", "B", "C")).isEqualTo("B C");
    }

    @Test
    void countsAnOrderOnceHoweverOftenItIsWritten() {
        cache.put(small("A"));
        for (int i = 0; i < 10; i++) {
            cache.put(small("B"));
        }
        cache.put(small("C"));

        assertThat(kept("A", "B", "C")).isEqualTo("A B C");
    }

    @Test
    void hasRoomAgainForWhatWasRemovedOrCleared() {
        Stream.of("A", "B", "C").forEach(name -> cache.put(small(name)));
        cache.remove(order("B"));
        cache.put(small("D"));
        assertThat(kept("A", "B", "C", "D")).isEqualTo("A C D");

        cache.clear();
        assertThat(kept("A", "B", "C", "D")).isEmpty();

        Stream.of("A", "B", "C").forEach(name -> cache.put(small(name)));
        assertThat(kept("A", "B", "C")).isEqualTo("A B C");
    }

    @Test
    void anOrderTooLargeForTheWholeCacheDrivesNobodyOutAndLeavesNoOlderSelf() {
        Stream.of("A", "B").forEach(name -> cache.put(small(name)));

        cache.put(stored("B", "note", 1_000));

        assertThat(kept("A", "B")).isEqualTo("A");
    }

    @Test
    void withoutBytesKeepsNothing() {
        LaneCache none = new LaneCache(0);
        none.put(small("A"));

        assertThat(none.get(order("A"))).isNull();
    }

    @Test
    void countsTheItemsAndTheirTexts() {
        LaneCache roomForThree = new LaneCache(3 * LARGE);
        Stream.of("A", "B", "C").map(LaneCacheTest::large).forEach(roomForThree::put);

        assertThat(roomForThree.get(order("A"))).isNull();
        assertThat(roomForThree.get(order("C"))).isNotNull();
    }

    /** Looks in the given order, which counts as use. */
    private String kept(String... names) {
        return String.join(" ", Stream.of(names).filter(name -> cache.get(order(name)) != null).toList());
    }

    private static StoredOrder small(String name) {
        return stored(name, "note", 1);
    }

    private static StoredOrder stored(String name, String note, int commands) {
        Map<CommandId, Verdict> chain = new HashMap<>();
        for (int i = 0; i < commands; i++) {
            chain.put(command("c" + i), new Verdict(hash("c" + i), new Outcome.Applied(1)));
        }
        return new StoredOrder(order(name), new OrderState.Live(Order.placed(order(name), content(note), NOON,
                ANN.user())), UUID.randomUUID(), chain);
    }

    private static StoredOrder large(String name) {
        List<OrderItem> items = IntStream.range(0, 84)
                .mapToObj(i -> new OrderItem("SKU-" + i, "€".repeat(196) + i, 2, 1_250)).toList();
        OrderContent content = new OrderContent(new CustomerId("C-1"), Currency.getInstance("EUR"), items, null);
        return new StoredOrder(order(name), new OrderState.Live(Order.placed(order(name), content, NOON, ANN.user())),
                UUID.randomUUID(), Map.of());
    }
}
