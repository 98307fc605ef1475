package io.spillway.e2e.faults;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.testservers.PrivateBroker;
import io.spillway.testservers.RequiresPrivateBroker;
import io.spillway.testservers.TestServers;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.Queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Faults on real servers under one load that never pauses, from the first test to the last, which compares everything.
 *
 * <p>What must come of every command is known when it is published: {@link ExpectedOrder} applies the commands of each
 * order one by one in the order of their publishing. {@link Publisher} tells why a lost broker doesn't make that order
 * uncertain.
 *
 * <p>{@code -Dfaults.minutes=10} for a long run, {@code -Dfaults.outage=60} for the seconds that the store is away,
 * {@code -Dfaults.seed=S} for the same commands and faults again, {@code -Dfaults.rate=300} for the commands a second. The
 * report is {@code target/faults-report.md}.
 */
@RequiresPrivateBroker
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {

    private static final Duration LOAD = Duration.ofMinutes(Long.getLong("faults.minutes", 0));
    private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("faults.outage", 4));
    private static final long SEED = Long.getLong("faults.seed", Instant.now().getEpochSecond());
    private static final int RATE = Integer.getInteger("faults.rate", 100);
    private static final Duration DRAIN = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(250);
    /** A machine that builds and tests at the same time is no place to measure; a long run is. */
    private static final Duration TAKEOVER = Duration.ofSeconds(LOAD.isZero() ? 60 : 5);
    private static final int WRITERS = 3;

    /** Where there is no time for more: what is most likely to find a mistake. */
    private static final List<Fault> FEW = List.of(Fault.WRITER_PAUSED_FOR_LONG, Fault.CONNECTIONS_CLOSED,
            Fault.BROKER_KILLED, Fault.STORE_KILLED);

    @TempDir
    private static Path folder;

    private static final Partitions PARTITIONS = new Partitions(Partitions.DEFAULT);

    private static PrivateBroker broker;
    private static String brokerVersion;
    private static Management management;
    private static StoreProcess store;
    private static StoredData data;
    private static Writers writers;
    private static Faults faults;
    private static Traffic traffic;
    private static Publisher publisher;
    private static Load load;
    private static Instant began;
    private static Duration takeover = Duration.ZERO;

    @BeforeAll
    static void start() throws Exception {
        System.out.println("[faults] seed " + SEED);
        broker = TestServers.privateBroker();
        management = new Management(broker.managementUri());
        store = new StoreProcess(folder);
        data = new StoredData(store.uri());
        URI address = URI.create(broker.uri());
        writers = new Writers(WRITERS, address.getHost() + ":" + address.getPort(), store.uri());
        traffic = new Traffic(SEED);
        publisher = new Publisher(broker.uri(), PARTITIONS);
        load = new Load(traffic, publisher, RATE);
        faults = new Faults(broker, management, store, writers, load, new Random(SEED));

        // Side by side, because each takes its time and none needs another one to start.
        faults.startSoon(writers.get(0));
        faults.startSoon(writers.get(1));
        CompletableFuture<Void> storeStart = CompletableFuture.runAsync(store::start);
        broker.start();
        writers.places().forEach(place -> management.addUser(place.name()));
        declareTopology();
        began = Instant.now();
        load.start();
        storeStart.join();
        faults.awaitWriters();
    }

    /** As a gateway does at its start. */
    private static void declareTopology() throws Exception {
        try (Connection connection = Publisher.factory(broker.uri()).newConnection("load")) {
            brokerVersion = connection.getServerProperties().get("product") + " "
                    + connection.getServerProperties().get("version");
            for (Declarable declarable : OrderTopology.declarables(PARTITIONS, OrderTopology.DEFAULT_MAX_LENGTH)
                    .getDeclarables()) {
                declare(connection, declarable);
            }
        }
    }

    private static void declare(Connection connection, Declarable declarable) throws Exception {
        try (Channel channel = connection.createChannel()) {
            switch (declarable) {
                case Exchange exchange -> channel.exchangeDeclare(exchange.getName(), exchange.getType(), true);
                case Queue queue -> channel.queueDeclare(queue.getName(), true, false, false, queue.getArguments());
                case Binding binding -> channel.queueBind(binding.getDestination(), binding.getExchange(),
                        binding.getRoutingKey());
                default -> throw new IllegalStateException("No way to declare " + declarable);
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        load.close();
        faults.close();
        writers.close();
        data.close();
        store.close();
        broker.close();
    }

    @Test
    @Order(1)
    void writersShareThePartitions() {
        awaitSharing();

        faults.startSoon(writers.get(2));
    }

    @Test
    @Order(2)
    void anOutageOfTheStoreLosesNothingAndTheBacklogDrainsByItself() {
        int before = load.sentUntilNow().size();
        store.stop();
        Faults.rest(OUTAGE);
        List<CommandId> accepted = load.sentUntilNow();
        assertThat(accepted.size() - before).isGreaterThan(RATE);
        store.start();

        awaitOutcomes(accepted);
        assertThat(deadLetters()).isZero();
    }

    @Test
    @Order(3)
    void aThirdWriterTakesItsShareAndTheOthersTakeOverFromOneThatIsKilled() throws Exception {
        faults.awaitWriters();
        awaitSharing();
        awaitOutcomes(load.sentUntilNow());

        Instant killed = faults.kill(writers.get(1));

        await().atMost(TAKEOVER).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(
                data.ordersServedSince(killed).stream().map(PARTITIONS::of).distinct())
                .containsExactlyInAnyOrderElementsOf(PARTITIONS.all()));
        takeover = Duration.between(killed, Instant.now());
        if (!LOAD.isZero()) {
            faults.startSoon(writers.get(1));
        }
    }

    /** Every partition has one active consumer, and every writer has a part of them. */
    private static void awaitSharing() {
        List<String> names = writers.ready().stream().map(Writers.Place::name).toList();
        await().atMost(DRAIN).pollInterval(POLL).untilAsserted(() -> {
            Map<String, Set<String>> active = management.activeConsumers();
            assertThat(active).containsOnlyKeys(names);
            assertThat(active.values().stream().flatMap(Set::stream)).containsExactlyInAnyOrderElementsOf(
                    PARTITIONS.all().stream().map(Partition::queue).toList());
        });
    }

    @Test
    @Order(4)
    void theLoadGoesOnWhateverHappens() throws Exception {
        if (LOAD.isZero()) {
            FEW.forEach(faults::happen);
        } else {
            Random order = new Random(SEED);
            Instant end = Instant.now().plus(LOAD);
            while (Instant.now().isBefore(end)) {
                for (Fault fault : Fault.round(order)) {
                    if (Instant.now().isBefore(end)) {
                        faults.happen(fault);
                        Faults.rest(Duration.ofMillis(500).plus(faults.randomly(Duration.ofSeconds(4))));
                    }
                }
            }
        }
        faults.awaitWriters();

        assertThat(writers.ready()).isNotEmpty();
    }

    @Test
    @Order(5)
    void everythingAcceptedIsAppliedOnceInOrderWithItsOutcome() throws Exception {
        load.stop(DRAIN);
        Instant ended = Instant.now();
        List<Expected> accepted = traffic.sent();
        List<CommandId> ids = accepted.stream().map(expected -> expected.header().id()).toList();
        try {
            awaitOutcomes(ids);
        } catch (ConditionTimeoutException lost) {
            System.out.println("[faults] not everything has an outcome"); // the comparison tells what
        }
        Duration drained = Duration.between(ended, Instant.now());

        Collection<List<StoredData.Recorded>> batches = data.batches();
        Differences differences = Differences.between(accepted, traffic.orders(), batches, data.orders());
        FaultsReport report = new FaultsReport(brokerVersion, SEED, Duration.between(began, ended), WRITERS, accepted,
                traffic.orders().size(), traffic.copies(), publisher.resent(), faults.counts(), faults.redelivered(),
                takeover, drained,
                batches, differences);
        System.out.println(report.markdown());
        Files.writeString(Path.of("target", "faults-report.md"), report.markdown());

        assertThat(publisher.refused()).as("messages that the broker had and refused").isZero();
        assertThat(deadLetters()).isZero();
        assertThat(differences.isEmpty()).as(differences.toString()).isTrue();
    }

    private static void awaitOutcomes(List<CommandId> accepted) {
        await().atMost(DRAIN).pollInterval(POLL).until(() -> data.missing(accepted).isEmpty());
    }

    private static long deadLetters() {
        try (Connection connection = Publisher.factory(broker.uri()).newConnection("load");
                Channel channel = connection.createChannel()) {
            return channel.messageCount(OrderTopology.DEAD);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
