package io.spillway.writer.core;

import java.util.List;
import java.util.stream.Stream;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.DeleteOrder;
import io.spillway.contract.command.ReplaceOrder;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderPatch;
import io.spillway.contract.order.OrderStatus;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.spillway.writer.core.CommandFixtures.ANN;
import static io.spillway.writer.core.CommandFixtures.BOB;
import static io.spillway.writer.core.CommandFixtures.NOON;
import static io.spillway.writer.core.CommandFixtures.OPERATOR;
import static io.spillway.writer.core.CommandFixtures.content;
import static io.spillway.writer.core.CommandFixtures.create;
import static io.spillway.writer.core.CommandFixtures.delete;
import static io.spillway.writer.core.CommandFixtures.header;
import static io.spillway.writer.core.CommandFixtures.note;
import static io.spillway.writer.core.CommandFixtures.order;
import static io.spillway.writer.core.CommandFixtures.otherItems;
import static io.spillway.writer.core.CommandFixtures.patch;
import static io.spillway.writer.core.CommandFixtures.replace;
import static io.spillway.writer.core.CommandFixtures.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class DeciderTest {

    private static final OrderState PLACED = live(OrderStatus.PLACED, 3);
    private static final OrderState PAID = live(OrderStatus.PAID, 3);
    private static final OrderState DELETED = new OrderState.Deleted(ANN.user(), 4, NOON, NOON);

    static Stream<Arguments> rules() {
        OrderPatch items = new OrderPatch(otherItems().items(), null, null);
        OrderPatch pay = new OrderPatch(null, null, OrderStatus.PAID);
        return Stream.of(
                arguments("a create makes version 1", OrderState.ABSENT, create("c", "A"), applied(1)),
                arguments("a create under a taken id", PLACED, create("c", "A"),
                        refused(RefusalCode.ORDER_ALREADY_EXISTS)),
                arguments("a create under a retired id", DELETED, create("c", "A"),
                        refused(RefusalCode.ORDER_ID_RETIRED)),
                arguments("a replace of nothing", OrderState.ABSENT, replace("c", "A"),
                        refused(RefusalCode.ORDER_NOT_FOUND)),
                arguments("a replace of a deleted order", DELETED, replace("c", "A"),
                        refused(RefusalCode.ORDER_NOT_FOUND)),
                arguments("a replace while placed", PLACED, replace("c", "A"), applied(4)),
                arguments("a replace of the items once paid", PAID, replace("c", "A"),
                        refused(RefusalCode.ORDER_NOT_EDITABLE)),
                arguments("a replace of only the note once paid", PAID,
                        new ReplaceOrder(header("c", "A"), content("gift")), applied(4)),
                arguments("a patch of nothing", OrderState.ABSENT, note("c", "A"),
                        refused(RefusalCode.ORDER_NOT_FOUND)),
                arguments("an empty patch counts", PLACED, patch(header("c", "A"), new OrderPatch(null, null, null)),
                        applied(4)),
                arguments("a patch of the note once paid", PAID, note("c", "A"), applied(4)),
                arguments("a patch of the items once paid", PAID, patch(header("c", "A"), items),
                        refused(RefusalCode.ORDER_NOT_EDITABLE)),
                arguments("a patch that pays", PLACED, patch(header("c", "A"), pay), applied(4)),
                arguments("a patch to the status it has", PAID, patch(header("c", "A"), pay), applied(4)),
                arguments("a patch that skips a status", PLACED, status("c", "A", OrderStatus.DELIVERED),
                        refused(RefusalCode.ILLEGAL_STATUS_TRANSITION)),
                arguments("a delete", PLACED, delete("c", "A"), applied(4)),
                arguments("a delete of nothing", OrderState.ABSENT, delete("c", "A"),
                        refused(RefusalCode.ORDER_NOT_FOUND)),
                arguments("a second delete", DELETED, delete("c", "A"), refused(RefusalCode.ORDER_NOT_FOUND)),
                arguments("a stranger's delete", PLACED, new DeleteOrder(header("c", "A", BOB, null)),
                        refused(RefusalCode.ORDER_NOT_FOUND)),
                arguments("an operator's delete", PLACED, new DeleteOrder(header("c", "A", OPERATOR, null)),
                        applied(4)),
                arguments("the expected version", PLACED, new DeleteOrder(header("c", "A", ANN, List.of(1L, 3L))),
                        applied(4)),
                arguments("another version", PLACED, new DeleteOrder(header("c", "A", ANN, List.of(2L))),
                        refused(RefusalCode.VERSION_MISMATCH)),
                arguments("not found precedes the version", OrderState.ABSENT,
                        new DeleteOrder(header("c", "A", ANN, List.of(2L))), refused(RefusalCode.ORDER_NOT_FOUND)),
                arguments("the version precedes the status", PLACED,
                        patch(header("c", "A", ANN, List.of(2L)), new OrderPatch(null, null, OrderStatus.DELIVERED)),
                        refused(RefusalCode.VERSION_MISMATCH)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void decides(String rule, OrderState state, Command command, Outcome expected) {
        Decision decision = Decider.decide(state, command);

        assertThat(decision.outcome()).isEqualTo(expected);
        if (expected instanceof Outcome.Rejected) {
            assertThat(decision.next()).as("a refusal changes nothing").isEqualTo(state);
        }
    }

    @ParameterizedTest
    @EnumSource(OrderStatus.class)
    void followsTheStatusesOnlyForwards(OrderStatus from) {
        List<OrderStatus> reachable = Stream.of(OrderStatus.values())
                .filter(to -> Decider.decide(live(from, 1), status("c", "A", to)).outcome() instanceof Outcome.Applied)
                .toList();

        assertThat(reachable).isEqualTo(switch (from) {
            case PLACED -> List.of(OrderStatus.PLACED, OrderStatus.PAID, OrderStatus.CANCELLED);
            case PAID -> List.of(OrderStatus.PAID, OrderStatus.SHIPPED, OrderStatus.CANCELLED);
            case SHIPPED -> List.of(OrderStatus.SHIPPED, OrderStatus.DELIVERED);
            case DELIVERED -> List.of(OrderStatus.DELIVERED);
            case CANCELLED -> List.of(OrderStatus.CANCELLED);
        });
    }

    @Test
    void createsWhatTheCommandSays() {
        Decision decision = Decider.decide(OrderState.ABSENT, create("c", "A"));

        assertThat(decision.next()).isEqualTo(new OrderState.Live(new Order(order("A"), content(null).customerId(),
                content(null).currency(), content(null).items(), 2_500, null, OrderStatus.PLACED, 1, NOON, NOON,
                ANN.user())));
    }

    @Test
    void replaceKeepsStatusOwnerAndCreation() {
        Command byOperator = new ReplaceOrder(header("c", "A", OPERATOR, null), content("gift"));

        Decision decision = Decider.decide(PAID, byOperator);

        assertThat(decision.next()).isInstanceOfSatisfying(OrderState.Live.class, live -> {
            assertThat(live.order().status()).isEqualTo(OrderStatus.PAID);
            assertThat(live.order().createdBy()).isEqualTo(ANN.user());
            assertThat(live.order().createdAt()).isEqualTo(NOON);
            assertThat(live.order().note()).isEqualTo("gift");
        });
    }

    @Test
    void deleteLeavesATombstoneThatRemembersTheOwner() {
        Decision decision = Decider.decide(PLACED, new DeleteOrder(header("c", "A", OPERATOR, null)));

        assertThat(decision.next()).isEqualTo(DELETED);
    }

    private static OrderState live(OrderStatus status, long version) {
        Order placed = Order.placed(order("A"), content(null), NOON, ANN.user());
        return new OrderState.Live(new Order(placed.id(), placed.customerId(), placed.currency(), placed.items(),
                placed.total(), null, status, version, NOON, NOON, placed.createdBy()));
    }

    private static Outcome applied(long version) {
        return new Outcome.Applied(version);
    }

    private static Outcome refused(RefusalCode code) {
        return new Outcome.Rejected(code);
    }
}
