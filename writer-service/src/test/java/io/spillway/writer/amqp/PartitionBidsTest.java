package io.spillway.writer.amqp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PartitionBidsTest {

    private static final int TRIALS = 200;

    private final Random random = new Random(4);

    @ParameterizedTest(name = "{0} partitions, {1} writers")
    @CsvSource({"8, 2", "8, 3", "8, 5", "32, 2", "32, 3"})
    void aWriterThatComesOrGoesMovesOnlyItsOwnPartitions(int partitions, int writers) {
        for (int trial = 0; trial < TRIALS; trial++) {
            List<String> some = ids(writers);
            List<String> oneMore = new ArrayList<>(some);
            oneMore.add(ids(1).getFirst());
            Map<Partition, String> before = owners(some, partitions);
            Map<Partition, String> after = owners(oneMore, partitions);

            after.entrySet().removeIf(owned -> owned.getValue().equals(oneMore.getLast()));
            assertThat(before).containsAllEntriesOf(after);
        }
    }

    /** Independent hashes would give the busiest 5.1, 4.1, 18.2 and 13.5 on average. */
    @ParameterizedTest(name = "{0} partitions, {1} writers: {2} on average, never more than {3}")
    @CsvSource({"8, 2, 4.8, 7", "8, 3, 3.8, 6", "32, 2, 17.6, 23", "32, 3, 12.8, 18"})
    void theBusiestWriterHasLittleMoreThanItsShare(int partitions, int writers, double onAverage, long atMost) {
        List<Long> busiest = IntStream.range(0, TRIALS).mapToObj(trial -> {
            Map<String, Long> shares = new HashMap<>();
            owners(ids(writers), partitions).values().forEach(owner -> shares.merge(owner, 1L, Long::sum));
            return shares.values().stream().max(Comparator.naturalOrder()).orElseThrow();
        }).toList();

        assertThat(busiest.stream().mapToLong(Long::longValue).average().orElseThrow()).isLessThan(onAverage);
        assertThat(busiest).allSatisfy(share -> assertThat(share).isLessThanOrEqualTo(atMost));
    }

    @Test
    void bidsAreThoseOfTheIdAloneAndNeverNegative() {
        List<Partition> all = new Partitions(100).all();

        PartitionBids bids = new PartitionBids("writer-1", all);
        PartitionBids again = new PartitionBids("writer-1", all);

        assertThat(all).allSatisfy(partition -> assertThat(bids.on(partition)).isNotNegative()
                .isEqualTo(again.on(partition)));
    }

    @Test
    void aWriterIsNamedReadably() {
        assertThat(new SharingSettings(null).id()).isNotEqualTo(new SharingSettings(" ").id());
        assertThat(new SharingSettings("writer-1").id()).isEqualTo("writer-1");
        assertThatThrownBy(() -> new SharingSettings("writer one"))
                .hasMessage("spillway.writer.id must be 1 to 100 visible ASCII characters without spaces");
    }

    private List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "writer-" + random.nextLong()).toList();
    }

    static Map<Partition, String> owners(List<String> writers, int partitions) {
        List<Partition> all = new Partitions(partitions).all();
        Map<Partition, String> owners = new HashMap<>();
        Map<Partition, Integer> highest = new HashMap<>();
        for (String writer : writers) {
            PartitionBids bids = new PartitionBids(writer, all);
            for (Partition partition : all) {
                if (bids.on(partition) > highest.getOrDefault(partition, -1)) {
                    highest.put(partition, bids.on(partition));
                    owners.put(partition, writer);
                }
            }
        }
        return owners;
    }
}
