package io.spillway.contract.order;

import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ValueTypesTest {

    private static final OrderItem MUG = new OrderItem("SKU-1", "Blue mug", 2, 1_250);

    /** Makes a value, or throws. */
    private interface Making {
        Object make();
    }

    static Stream<Arguments> allowed() {
        return Stream.of(
                arguments("the shortest customer", (Making) () -> new CustomerId("a")),
                arguments("the longest customer", (Making) () -> new CustomerId("aZ0_-".repeat(12) + "abcd")),
                arguments("the least quantity", (Making) () -> new OrderItem("s", "n", 1, 0)),
                arguments("the greatest quantity and price",
                        (Making) () -> new OrderItem("s", "n", 10_000, 1_000_000_000_000L)),
                arguments("a name of 200 emoji", (Making) () -> new OrderItem("s", "\uD83D\uDE00".repeat(200), 1, 0)),
                arguments("100 items", (Making) () -> content(Collections.nCopies(100, MUG), null)),
                arguments("a note of 1,000 characters", (Making) () -> content(List.of(MUG), "x".repeat(1_000))),
                arguments("an empty note", (Making) () -> content(List.of(MUG), "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("allowed")
    void allows(String what, Making making) {
        assertThat(making.make()).isNotNull();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("an empty customer", (Making) () -> new CustomerId(""), "1 to 64 letters"),
                arguments("a customer of 65", (Making) () -> new CustomerId("a".repeat(65)), "1 to 64 letters"),
                arguments("a customer with a space", (Making) () -> new CustomerId("a b"), "1 to 64 letters"),
                arguments("a user that is a path", (Making) () -> new UserId("../x"), "1 to 64 letters"),
                arguments("a blank sku", (Making) () -> new OrderItem(" ", "n", 1, 0), "1 to 64 characters"),
                arguments("a sku of 65", (Making) () -> new OrderItem("s".repeat(65), "n", 1, 0), "1 to 64 characters"),
                arguments("a name of 201", (Making) () -> new OrderItem("s", "n".repeat(201), 1, 0),
                        "1 to 200 characters"),
                arguments("a name with U+0000", (Making) () -> new OrderItem("s", "a\0b", 1, 0), "U+0000"),
                arguments("a name with half a pair", (Making) () -> new OrderItem("s", "a\uD83D", 1, 0), "surrogates"),
                arguments("no quantity", (Making) () -> new OrderItem("s", "n", 0, 0), "from 1 to 10000"),
                arguments("a quantity of 10,001", (Making) () -> new OrderItem("s", "n", 10_001, 0), "from 1 to 10000"),
                arguments("a negative price", (Making) () -> new OrderItem("s", "n", 1, -1), "from 0 to 1000000000000"),
                arguments("a price above 10^12", (Making) () -> new OrderItem("s", "n", 1, 1_000_000_000_001L),
                        "from 0 to 1000000000000"),
                arguments("no items", (Making) () -> content(List.of(), null), "1 to 100 items"),
                arguments("101 items", (Making) () -> content(Collections.nCopies(101, MUG), null), "1 to 100 items"),
                arguments("a note of 1,001", (Making) () -> content(List.of(MUG), "x".repeat(1_001)), "at most 1000"),
                arguments("a currency in lower case", (Making) () -> OrderContent.checkCurrency("eur"), "ISO 4217"),
                arguments("no such currency", (Making) () -> OrderContent.checkCurrency("ZZZ"), "ISO 4217"),
                arguments("a patch to no items", (Making) () -> new OrderPatch(List.of(), null, null),
                        "1 to 100 items"),
                arguments("a patch to a long note",
                        (Making) () -> new OrderPatch(null, new OrderPatch.NoteChange("x".repeat(1_001)), null),
                        "at most 1000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWithASentenceThatNamesTheRule(String what, Making making, String rule) {
        assertThatThrownBy(making::make).isInstanceOf(InvalidValueException.class).hasMessageContaining(rule);
    }

    @Test
    void theLargestOrderStillHasATotal() {
        OrderItem dearest = new OrderItem("s", "n", 10_000, 1_000_000_000_000L);

        assertThat(content(Collections.nCopies(100, dearest), null).total()).isEqualTo(1_000_000_000_000_000_000L);
    }

    @Test
    void aPatchKeepsWhatItDoesNotName() {
        OrderContent before = content(List.of(MUG), "gift");

        assertThat(new OrderPatch(null, null, OrderStatus.PAID).applyTo(before)).isEqualTo(before);
        assertThat(new OrderPatch(null, new OrderPatch.NoteChange(null), null).applyTo(before).note()).isNull();
        assertThat(new OrderPatch(List.of(MUG, MUG), null, null).applyTo(before))
                .isEqualTo(content(List.of(MUG, MUG), "gift"));
    }

    private static OrderContent content(List<OrderItem> items, String note) {
        return new OrderContent(new CustomerId("C-1"), Currency.getInstance("EUR"), items, note);
    }
}
