package io.spillway.writer.core;

import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderItem;
import org.junit.jupiter.api.Test;

import static io.spillway.writer.core.CommandFixtures.ANN;
import static io.spillway.writer.core.CommandFixtures.NOON;
import static io.spillway.writer.core.CommandFixtures.order;
import static org.assertj.core.api.Assertions.assertThat;

class LaneCacheTest {

    /** What one of {@link #large} takes on the heap, measured. */
    private static final long LARGE = 44_830;

    @Test
    void forgetsTheOrdersNotUsedForLongestBeyondItsBytes() {
        LaneCache cache = new LaneCache(3 * LARGE);
        cache.put(large("A"));
        cache.put(large("B"));
        cache.get(order("A"));
        cache.put(large("C"));

        assertThat(cache.get(order("A"))).isNotNull();
        assertThat(cache.get(order("B"))).isNull();
        assertThat(cache.get(order("C"))).isNotNull();
    }

    @Test
    void anOrderTakesItsOwnPlaceAgain() {
        LaneCache cache = new LaneCache(3 * LARGE);
        cache.put(large("A"));
        IntStream.range(0, 10).forEach(again -> cache.put(large("B")));

        assertThat(cache.get(order("A"))).isNotNull();
    }

    @Test
    void remembersNothingWithoutMemory() {
        LaneCache cache = new LaneCache(0);
        cache.put(large("A"));

        assertThat(cache.get(order("A"))).isNull();
    }

    private static StoredOrder large(String name) {
        List<OrderItem> items = IntStream.range(0, 84)
                .mapToObj(i -> new OrderItem("SKU-" + i, "€".repeat(196) + i, 2, 1_250)).toList();
        OrderContent content = new OrderContent(new CustomerId("C-1"), Currency.getInstance("EUR"), items, null);
        return new StoredOrder(order(name), new OrderState.Live(Order.placed(order(name), content, NOON, ANN.user())),
                UUID.randomUUID(), Map.of());
    }
}
