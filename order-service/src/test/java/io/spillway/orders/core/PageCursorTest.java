package io.spillway.orders.core;

import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderStatus;
import io.spillway.contract.order.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PageCursorTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123Z");
    private static final Position POSITION = new Position(NOON,
            new OrderId(UUID.fromString("019b0000-0000-7000-8000-000000000001")));
    private static final OrderFilter FILTER = new OrderFilter(new UserId("demo"), OrderStatus.PAID,
            new CustomerId("c-1"), NOON.minusSeconds(60), NOON.plusSeconds(60));

    @Test
    void comesBackAsItWent() {
        PageCursor cursor = PageCursor.at(POSITION, FILTER);

        assertThat(PageCursor.parse(cursor.token())).contains(cursor);
        assertThat(cursor.belongsTo(FILTER)).isTrue();
    }

    @Test
    void staysReadableForLaterVersionsAndOtherInstances() {
        assertThat(PageCursor.at(POSITION, FILTER).token())
                .isEqualTo("AQn17SQ0pRvjAAABnBPsnnsBmwAAAABwAIAAAAAAAAAB");
    }

    @ParameterizedTest
    @MethodSource
    void belongsToNoOtherFilter(OrderFilter other) {
        assertThat(PageCursor.at(POSITION, FILTER).belongsTo(other)).isFalse();
    }

    static Stream<OrderFilter> belongsToNoOtherFilter() {
        UserId demo = new UserId("demo");
        CustomerId customer = new CustomerId("c-1");
        Instant from = NOON.minusSeconds(60);
        Instant to = NOON.plusSeconds(60);
        return Stream.of(
                new OrderFilter(null, OrderStatus.PAID, customer, from, to),
                new OrderFilter(new UserId("other"), OrderStatus.PAID, customer, from, to),
                new OrderFilter(demo, null, customer, from, to),
                new OrderFilter(demo, OrderStatus.PLACED, customer, from, to),
                new OrderFilter(demo, OrderStatus.PAID, null, from, to),
                new OrderFilter(demo, OrderStatus.PAID, new CustomerId("c-2"), from, to),
                new OrderFilter(demo, OrderStatus.PAID, customer, null, to),
                new OrderFilter(demo, OrderStatus.PAID, customer, from, null),
                new OrderFilter(demo, OrderStatus.PAID, customer, from.plusMillis(1), to));
    }

    @Test
    void tellsApartTheSameValueInDifferentMembers() {
        OrderFilter from = new OrderFilter(null, null, null, NOON, null);
        OrderFilter to = new OrderFilter(null, null, null, null, NOON);

        assertThat(PageCursor.at(POSITION, from).belongsTo(to)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AQn17SQ0pRvjAAABnBPsnnsBmwAAAABwAIAAAAAAAAA", // one short
            "AQn17SQ0pRvjAAABnBPsnnsBmwAAAABwAIAAAAAAAAABA", // one long
            "Agn17SQ0pRvjAAABnBPsnnsBmwAAAABwAIAAAAAAAAAB", // another format
            "AQn17SQ0pRvjAAABnBPsnnsBmwAAAABwAIAAAAAAAA==", // 31 bytes and padding
            "AQn17SQ0pRvjAAABnBPsnnsBmw+/AABwAIAAAAAAAAAB", // the other base64
            "äQn17SQ0pRvjAAABnBPsnnsBmwAAAABwAIAAAAAAAAAB"})
    void isRefusedWhenItIsNoneOfOurs(String token) {
        assertThat(PageCursor.parse(token)).isEmpty();
    }

    @Test
    void refusesALongTokenWithoutReadingIt() {
        assertThat(PageCursor.parse("A".repeat(1_000_000))).isEmpty();
    }

    @Test
    void survivesAnyBytes() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[33];
            random.nextBytes(bytes);
            bytes[0] = 1;
            String token = Base64.getUrlEncoder().encodeToString(bytes);

            assertThat(PageCursor.parse(token).orElseThrow().token()).isEqualTo(token);
        }
    }
}
