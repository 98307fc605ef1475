package io.spillway.orders.core;

import java.time.Instant;

import io.spillway.contract.command.Actor;
import io.spillway.contract.order.InvalidValueException;
import io.spillway.contract.order.UserId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OrderFilterTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final UserId ANN = new UserId("ann");

    @Test
    void showsUsersTheirOwnAndOperatorsAll() {
        OrderFilter all = new OrderFilter(null, null, null, null, null);

        assertThat(all.visibleTo(new Actor(ANN, false)).createdBy()).isEqualTo(ANN);
        assertThat(all.visibleTo(new Actor(ANN, true)).createdBy()).isNull();
    }

    @Test
    void showsAUserNobodyElsesWhateverTheFilterSays() {
        OrderFilter bobs = new OrderFilter(new UserId("bob"), null, null, null, null);

        assertThat(bobs.visibleTo(new Actor(ANN, false)).createdBy()).isEqualTo(ANN);
    }

    @Test
    void roundsBordersUpToTheNextMillisecondBecauseOrdersLieOnWholeOnes() {
        OrderFilter filter = new OrderFilter(null, null, null, NOON.plusNanos(1), NOON.plusNanos(1_000_001));

        assertThat(filter.createdFrom()).isEqualTo(NOON.plusMillis(1));
        assertThat(filter.createdTo()).isEqualTo(NOON.plusMillis(2));
    }

    @Test
    void mayBeEmptyButNotUpsideDown() {
        assertThat(new OrderFilter(null, null, null, NOON, NOON).createdTo()).isEqualTo(NOON);
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new OrderFilter(null, null, null, NOON, NOON.minusMillis(1)))
                .withMessage("must not be before createdFrom");
    }
}
