package io.spillway.contract.messaging;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

import io.spillway.contract.order.OrderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PartitionsTest {

    /** These never change: a queue that holds commands of an order must get that order's next one too. */
    @ParameterizedTest
    @CsvSource({
            "00000000-0000-0000-0000-000000000000, 0, 0",
            "ffffffff-ffff-ffff-ffff-ffffffffffff, 0, 0",
            "0190163d-8694-739b-aea5-966c26f8ad91, 4, 0",
            "0190163d-8694-739b-aea5-966c26f8ad92, 3, 3",
            "3f2504e0-4f89-41d3-9a0c-0305e82c3301, 3, 9",
            "c232ab00-9414-11ec-b3c8-9f6bdeced846, 2, 6"})
    void mapsAnOrderToTheSamePartitionForEver(UUID id, int of8, int of10) {
        assertThat(new Partitions(8).of(new OrderId(id))).isEqualTo(new Partition(of8));
        assertThat(new Partitions(10).of(new OrderId(id))).isEqualTo(new Partition(of10));
    }

    @Test
    void spreadsTimeOrderedIdsEvenly() {
        SplittableRandom random = new SplittableRandom(7);
        Map<Partition, Integer> counts = new HashMap<>();
        for (int i = 0; i < 80_000; i++) {
            UUID version7 = new UUID((0x0190163d8694L + i) << 16 | 0x7000 | random.nextInt(0x1000),
                    0x8000000000000000L | random.nextLong() >>> 2);
            counts.merge(new Partitions(8).of(new OrderId(version7)), 1, Integer::sum);
        }

        assertThat(counts).hasSize(8);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
    }

    @Test
    void namesQueuesAndRoutingKeysWithTwoDigits() {
        assertThat(new Partition(7).queue()).isEqualTo("orders.commands.07");
        assertThat(new Partition(12).routingKey()).isEqualTo("12");
        assertThat(new Partitions(3).all()).containsExactly(new Partition(0), new Partition(1), new Partition(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101})
    void refusesACountThatTwoDigitsCannotName(int count) {
        assertThatThrownBy(() -> new Partitions(count)).hasMessageContaining("spillway.partitions");
    }
}
