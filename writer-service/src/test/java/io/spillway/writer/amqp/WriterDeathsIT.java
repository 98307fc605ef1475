package io.spillway.writer.amqp;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.spillway.contract.messaging.MessageHeaders;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.order.OrderId;
import io.spillway.testservers.RequiresRabbitMq;
import io.spillway.writer.CommandQueues;
import io.spillway.writer.core.BatchProcessor;
import io.spillway.writer.core.InMemoryStore;
import io.spillway.writer.core.InMemorySuspectNotes;
import io.spillway.writer.core.LaneCache;
import io.spillway.writer.core.OrderStore;
import io.spillway.writer.core.StoredOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.util.unit.DataSize;

import static io.spillway.writer.core.CommandFixtures.command;
import static io.spillway.writer.core.CommandFixtures.create;
import static io.spillway.writer.core.CommandFixtures.note;
import static io.spillway.writer.core.CommandFixtures.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A message that kills each process that works on it: only the broker's count and the notes outlive one. */
@RequiresRabbitMq // which counts deliveries
class WriterDeathsIT {

    private final InMemoryStore store = new InMemoryStore();
    private final InMemorySuspectNotes notes = new InMemorySuspectNotes();
    private final List<Life> lives = new ArrayList<>();
    private CommandQueues queues;

    @BeforeEach
    void declare() throws Exception {
        queues = new CommandQueues(2);
    }

    @AfterEach
    void close() throws Exception {
        lives.forEach(Life::end);
        queues.close();
    }

    @Test
    void theMessageThatKillsWritersIsFoundAndItsNeighboursAreWrittenOnce() throws Exception {
        IntStream.range(0, 50).forEach(i -> publishQuietly("before" + i, i));
        queues.publish(create("killer", "K"));
        IntStream.range(0, 50).forEach(i -> publishQuietly("behind" + i, i));

        while (queues.countDeadLetters() == 0 && lives.size() < 20) {
            Life life = new Life();
            lives.add(life);
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> life.died.getCount() == 0 || queues.countDeadLetters() > 0);
        }

        // Three among others, one among few, three alone; the eighth puts it aside.
        assertThat(lives).hasSize(8);
        Life last = lives.getLast();
        last.lane.stop();
        last.thread.join(Duration.ofSeconds(10));
        queues.assertDrained();
        assertThat(queues.takeDeadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getProps().getMessageId()).isEqualTo(command("killer").toString());
            assertThat(letter.getProps().getHeaders().get(MessageHeaders.REASON)).hasToString("repeated-failure");
            assertThat(letter.getProps().getHeaders()).doesNotContainKey("x-delivery-count");
        });
        assertThat(store.deadLettered()).containsExactly(command("killer"));
        IntStream.range(0, 50).forEach(i -> assertThat(store.load(Set.of(order("A" + i)))).hasEntrySatisfying(
                order("A" + i), stored -> assertThat(stored.version()).isEqualTo(2)));
        assertThat(notes.isEmpty()).isTrue();
    }

    private void publishQuietly(String command, int order) {
        try {
            queues.publish(command.startsWith("before") ? create(command, "A" + order) : note(command, "A" + order));
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** One writer process, as far as anybody outside can tell. */
    private final class Life implements OrderStore {

        private final CountDownLatch died = new CountDownLatch(1);
        private final CountDownLatch buried = new CountDownLatch(1);
        private final CachingConnectionFactory connections = new CachingConnectionFactory(
                URI.create(queues.broker.uri()));
        private final Lane lane;
        private final Thread thread;

        Life() {
            WriterSettings settings = new WriterSettings(1, 1000, 1000, DataSize.ofMegabytes(8), 500, Duration.ZERO,
                    DataSize.ofMegabytes(1), Duration.ofSeconds(1));
            LaneCache cache = new LaneCache(1_000_000);
            CommandDecoder decoder = new CommandDecoder();
            Suspicion suspicion = new Suspicion(new SuspicionSettings(3, 3), Clock.systemUTC());
            DeadLetters deadLetters = new DeadLetters(new DeadLetterPublisher(connections, Clock.systemUTC()), store,
                    store,
                    result -> {});
            BatchSettler settler = new BatchSettler(decoder, new BatchProcessor(this, store, cache, UUID::randomUUID),
                    answers -> {}, result -> {}, deadLetters, suspicion, notes, new Solitude());
            LaneChannels channels = new LaneChannels(
                    new Topology(queues.partitions.count(), OrderTopology.DEFAULT_MAX_LENGTH), settings,
                    new BufferSettings(DataSize.ofMegabytes(64), DataSize.ofMegabytes(1)),
                    new SharingSettings("life-" + lives.size()),
                    new TopologyDeclaration(
                            OrderTopology.declarables(queues.partitions, OrderTopology.DEFAULT_MAX_LENGTH)),
                    connections, deadLetters);
            lane = new Lane(queues.partitions.all(), channels, decoder, suspicion, settler, cache, result -> {},
                    settings);
            thread = Thread.ofPlatform().start(lane);
        }

        @Override
        public Map<OrderId, StoredOrder> load(Set<OrderId> ids) {
            return store.load(ids);
        }

        @Override
        public List<WriteResult> write(List<OrderWrite> writes) {
            if (writes.stream().anyMatch(write -> write.next().id().equals(order("K")))) {
                die();
            }
            return store.write(writes);
        }

        /** The connection breaks and nothing more is ever heard: no code of ours runs on, to tidy up. */
        private void die() {
            lane.stop();
            connections.createConnection().getDelegate().abort(1_000);
            died.countDown();
            try {
                buried.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("dead");
        }

        void end() {
            lane.stop();
            buried.countDown();
            try {
                thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            connections.destroy();
        }
    }
}
