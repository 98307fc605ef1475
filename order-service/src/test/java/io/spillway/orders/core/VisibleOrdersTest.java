package io.spillway.orders.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.spillway.contract.command.Actor;
import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.UserId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VisibleOrdersTest {

    private static final Actor ANN = new Actor(new UserId("ann"), false);
    private static final Actor BOB = new Actor(new UserId("bob"), false);
    private static final Actor OPERATOR = new Actor(new UserId("olga"), true);
    private static final OrderFilter ALL = new OrderFilter(null, null, null, null, null);

    private final RecordingReader reader = new RecordingReader();
    private final VisibleOrders orders = new VisibleOrders(reader);

    @Test
    void showsAnOrderToItsOwnerAndToOperatorsOnly() {
        Order order = annsOrder();
        reader.orders = List.of(order);

        assertThat(orders.find(ANN, order.id())).contains(order);
        assertThat(orders.find(OPERATOR, order.id())).contains(order);
        assertThat(orders.find(BOB, order.id())).isEmpty();
    }

    @Test
    void asksForTheCallersOwnOrders() {
        orders.list(ANN, ALL, null, 7);

        assertThat(reader.asked).containsExactly(new OrderQuery(ALL.visibleTo(ANN), null, 7));
    }

    @Test
    void continuesBehindTheLastOrderOfThePageBefore() {
        Order last = annsOrder();
        reader.orders = List.of(annsOrder(), last);
        reader.more = true;
        String cursor = ((Listing.Page) orders.list(ANN, ALL, null, 2)).nextCursor();

        orders.list(ANN, ALL, cursor, 50);

        assertThat(reader.asked.getLast())
                .isEqualTo(new OrderQuery(ALL.visibleTo(ANN), new Position(last.createdAt(), last.id()), 50));
    }

    @Test
    void hasNoCursorAtTheEnd() {
        reader.orders = List.of(annsOrder());

        assertThat(orders.list(ANN, ALL, null, 1)).isEqualTo(new Listing.Page(reader.orders, null));
    }

    @Test
    void refusesACursorOfAnotherUserWithoutAskingTheStore() {
        reader.orders = List.of(annsOrder());
        reader.more = true;
        String anns = ((Listing.Page) orders.list(ANN, ALL, null, 1)).nextCursor();
        reader.asked.clear();

        assertThat(orders.list(BOB, ALL, anns, 1)).isInstanceOf(Listing.InvalidCursor.class);
        assertThat(orders.list(BOB, ALL, "garbage", 1)).isInstanceOf(Listing.InvalidCursor.class);
        assertThat(reader.asked).isEmpty();
    }

    private static Order annsOrder() {
        OrderContent content = new OrderContent(new CustomerId("c-1"), Currency.getInstance("EUR"),
                List.of(new OrderItem("tea", "Tea", 1, 100)), null);
        return Order.placed(new OrderId(UUID.randomUUID()), content, Instant.parse("2026-01-31T12:00:00Z"), ANN.user());
    }

    private static final class RecordingReader implements OrderReader {

        List<Order> orders = List.of();
        boolean more;
        final List<OrderQuery> asked = new ArrayList<>();

        @Override
        public Optional<Order> find(OrderId id) {
            return orders.stream().filter(order -> order.id().equals(id)).findFirst();
        }

        @Override
        public OrderSlice find(OrderQuery query) {
            asked.add(query);
            return new OrderSlice(orders, more);
        }
    }
}
