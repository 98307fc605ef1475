package io.spillway.gateway.amqp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CreateOrder;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderItem;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Acceptance.AcceptanceUnknown;
import io.spillway.gateway.core.Acceptance.Accepted;
import io.spillway.gateway.core.Acceptance.NotAccepted;
import io.spillway.gateway.core.Acceptance.Reason;
import io.spillway.gateway.core.CommandFixtures;
import io.spillway.testservers.RequiresRabbitMq;
import io.spillway.testservers.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Publishing against a real broker, on good days and bad. */
class AmqpCommandPublisherIT {

    private static final Partition PARTITION = new Partition(0);
    private static final Partition OTHER = new Partition(1);

    private PublisherFixture broker;

    @BeforeEach
    void start() {
        deleteTopology();
        broker = new PublisherFixture(TestServers.broker().uri());
    }

    @AfterEach
    void stop() {
        broker.close();
        deleteTopology();
    }

    @Test
    void aConfirmedCommandIsInItsPartitionsQueue() {
        AmqpCommandPublisher publisher = broker.publisher();
        Command command = PublisherFixture.command(PARTITION);

        assertThat(publish(publisher, command)).isEqualTo(new Accepted());

        assertThat(broker.told).containsExactly(new Accepted());
        assertThat(broker.drain(OTHER)).isEmpty();
        assertThat(broker.drain(PARTITION)).singleElement().satisfies(message -> {
            assertThat(message.getProperties().getMessageId()).isEqualTo(command.id().toString());
            assertThat(message.getProperties().getType()).isEqualTo("order.delete.v1");
            assertThat(message.getProperties().getDeliveryMode()).isEqualTo(2);
            assertThat(JsonMapper.shared().readValue(message.getBody(), command.kind().commandClass()))
                    .isEqualTo(command);
        });
    }

    @Test
    void eachConnectionTellsThatTheBrokerIsThere() throws InterruptedException {
        broker.publisher();
        assertThat(broker.seen.await(Duration.ofSeconds(20))).isTrue();

        broker.proxy.cut();

        assertThat(broker.seen.await(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void aPartitionsCommandsArriveInTheOrderTheyWereHandedOver() throws InterruptedException {
        BrokerLink link = broker.link(100_000, broker.connector());
        Lane lane = new Lane(PARTITION, link, 10_000);
        link.start();
        lane.start();
        List<Publication> sent = IntStream.range(0, 5_000)
                .mapToObj(i -> CommandMessages
                        .encode(CommandFixtures.outgoing(PublisherFixture.command(PARTITION))))
                .toList();

        sent.forEach(lane::offer);

        assertThat(lane.drain(Duration.ofSeconds(30))).isTrue();
        lane.stop();
        link.stop(Duration.ofSeconds(1));
        assertThat(broker.drain(PARTITION)).extracting(message -> message.getProperties().getMessageId())
                .containsExactlyElementsOf(sent.stream().map(Publication::messageId).toList());
    }

    @Test
    void manyCallersAreServedAtOnce() {
        AmqpCommandPublisher publisher = broker.publisher();

        List<CompletableFuture<Acceptance>> verdicts = IntStream.range(0, 500)
                .mapToObj(i -> broker.publishing(publisher, PublisherFixture.command(new Partition(i % 2))))
                .toList();

        assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.join()).isEqualTo(new Accepted()));
        assertThat(broker.drain(PARTITION)).hasSize(250);
        assertThat(broker.drain(OTHER)).hasSize(250);
    }

    @Test
    @RequiresRabbitMq
    void aFullQueueRefusesAndTakesAgainWhenItIsDrained() {
        AmqpCommandPublisher publisher = broker.publisher(PublisherFixture.settings(Duration.ofSeconds(5), 100), 5);

        await().until(() -> publish(publisher, PublisherFixture.command(PARTITION)),
                verdict -> reason(verdict) == Reason.REFUSED);
        assertThat(publish(publisher, PublisherFixture.command(OTHER))).isEqualTo(new Accepted());

        TestServers.broker().purgeQueues(PARTITION.queue());
        await().until(() -> publish(publisher, PublisherFixture.command(PARTITION)), new Accepted()::equals);
    }

    /** RFC 9110 §10.2.3. Whoever comes when told finds room, and does not come much later than the others. */
    @Test
    @RequiresRabbitMq
    void aFullQueueTellsWhenItWillTakeAgainFromHowFastItDrains() {
        AmqpCommandPublisher publisher = broker.publisher(PublisherFixture.settings(Duration.ofSeconds(5), 2_000),
                1_000);
        List<CompletableFuture<Acceptance>> flood = IntStream.range(0, 1_500)
                .mapToObj(i -> broker.publishing(publisher, PublisherFixture.command(PARTITION)))
                .toList();
        assertThat(flood.stream().map(CompletableFuture::join).map(AmqpCommandPublisherIT::reason))
                .contains(Reason.REFUSED);
        SequencedMap<Instant, Duration> told = new LinkedHashMap<>();
        Instant began = Instant.now();

        broker.drainSlowly(PARTITION, 50);
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200)).until(() -> {
            Acceptance verdict = publish(publisher, PublisherFixture.command(PARTITION));
            if (verdict instanceof NotAccepted(Reason reason, Duration retryAfter)) {
                assertThat(reason).isEqualTo(Reason.REFUSED);
                told.put(Instant.now(), retryAfter);
            }
            return verdict instanceof Accepted;
        });

        Instant again = Instant.now();
        assertThat(Duration.between(began, again)).as("long enough to tell").isGreaterThan(Duration.ofSeconds(3));
        told.keySet().removeIf(at -> at.isBefore(began.plusSeconds(2)));
        assertThat(told).isNotEmpty().allSatisfy((at, retryAfter) -> {
            Duration truth = Duration.between(at, again);
            // not exact: on a busy machine the drain is halting. QueueDepthsTest has the arithmetic
            assertThat(retryAfter).isBetween(truth.minusSeconds(2), truth.multipliedBy(3).plusSeconds(5));
        });
        assertThat(told.firstEntry().getValue().minus(told.lastEntry().getValue())).as("the less, the nearer")
                .isGreaterThan(Duration.between(told.firstEntry().getKey(), again).dividedBy(3));
    }

    @Test
    @RequiresRabbitMq
    void whatHasNoQueueIsNotAcceptedAndTheQueueIsDeclaredAgain() {
        AmqpCommandPublisher publisher = broker.publisher();
        publish(publisher, PublisherFixture.command(PARTITION));
        TestServers.broker().deleteQueues(PARTITION.queue());

        assertThat(reason(publish(publisher, PublisherFixture.command(PARTITION)))).isEqualTo(Reason.UNROUTABLE);

        await().until(() -> publish(publisher, PublisherFixture.command(PARTITION)), new Accepted()::equals);
        assertThat(broker.count(PARTITION)).isEqualTo(1);
    }

    @Test
    void aBrokerThatIsAwayIsSaidSoAtOnceAndFoundWhenItIsBack() {
        broker.proxy.refusing();
        AmqpCommandPublisher publisher = broker.publisher();

        assertThat(reason(publish(publisher, PublisherFixture.command(PARTITION)))).isEqualTo(Reason.UNREACHABLE);
        Instant asked = Instant.now();
        assertThat(reason(publish(publisher, PublisherFixture.command(PARTITION)))).isEqualTo(Reason.UNREACHABLE);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofMillis(500));

        broker.proxy.accepting();
        await().until(() -> publish(publisher, PublisherFixture.command(PARTITION)), new Accepted()::equals);
    }

    @Test
    void aNameThatDoesNotResolveIsTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        AmqpCommandPublisher publisher = broker.publisher(PublisherFixture.settings(Duration.ofSeconds(5), 100), 1_000,
                () -> {
                    if (attempts.incrementAndGet() <= 2) {
                        throw new UnknownHostException("rabbitmq");
                    }
                    return broker.connector().connect();
                });

        assertThat(reason(publish(publisher, PublisherFixture.command(PARTITION)))).isEqualTo(Reason.UNREACHABLE);
        await().until(() -> publish(publisher, PublisherFixture.command(PARTITION)), new Accepted()::equals);
    }

    @Test
    void aConnectionLostBeforeTheConfirmLeavesTheFateUnknown() {
        AmqpCommandPublisher publisher = broker.publisher();
        publish(publisher, PublisherFixture.command(PARTITION));
        broker.proxy.holdAnswers();
        CompletableFuture<Acceptance> verdict = broker.publishing(publisher, PublisherFixture.command(PARTITION));
        await().until(() -> broker.count(PARTITION) == 2);

        broker.proxy.cut();

        assertThat(verdict).succeedsWithin(Duration.ofSeconds(2)).isInstanceOf(AcceptanceUnknown.class);
        await().until(() -> publish(publisher, PublisherFixture.command(PARTITION)), new Accepted()::equals);
        assertThat(broker.count(PARTITION)).as("nothing is sent twice").isEqualTo(3);
    }

    @Test
    void aConfirmThatStaysAwayLeavesTheFateUnknownInTime() {
        AmqpCommandPublisher publisher = broker.publisher(PublisherFixture.settings(Duration.ofSeconds(1), 100),
                1_000);
        publish(publisher, PublisherFixture.command(PARTITION));
        broker.proxy.holdAnswers();

        Instant asked = Instant.now();
        assertThat(publish(publisher, PublisherFixture.command(PARTITION))).isInstanceOf(AcceptanceUnknown.class);
        assertThat(Duration.between(asked, Instant.now())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));

        broker.proxy.releaseAnswers();
        await().until(() -> publish(publisher, PublisherFixture.command(PARTITION)), new Accepted()::equals);
    }

    /** A queue without a majority confirms nothing and blocks nobody: what is on its way must not pile up. */
    @Test
    void onlySoManyCommandsAreOnTheirWay() {
        AmqpCommandPublisher publisher = broker.publisher(PublisherFixture.settings(Duration.ofMillis(300), 2), 1_000);
        publish(publisher, PublisherFixture.command(PARTITION));
        broker.proxy.holdAnswers();

        assertThat(publish(publisher, PublisherFixture.command(PARTITION))).isInstanceOf(AcceptanceUnknown.class);
        assertThat(publish(publisher, PublisherFixture.command(PARTITION))).isInstanceOf(AcceptanceUnknown.class);
        assertThat(reason(publish(publisher, PublisherFixture.command(PARTITION)))).isEqualTo(Reason.BUSY);

        broker.proxy.releaseAnswers();
        await().until(() -> publish(publisher, PublisherFixture.command(PARTITION)), new Accepted()::equals);
    }

    @Test
    void aBlockedBrokerIsSentNothing() {
        AmqpCommandPublisher publisher = broker.publisher();
        publish(publisher, PublisherFixture.command(PARTITION));

        broker.proxy.block();

        await().until(() -> publish(publisher, PublisherFixture.command(OTHER)),
                verdict -> reason(verdict) == Reason.BLOCKED);
        assertThat(reason(publish(publisher, PublisherFixture.command(PARTITION)))).isEqualTo(Reason.BLOCKED);
        assertThat(broker.count(PARTITION)).isEqualTo(1);

        broker.proxy.unblock();
        await().until(() -> publish(publisher, PublisherFixture.command(PARTITION)), new Accepted()::equals);
    }

    @Test
    void aBrokerThatStopsReadingHangsNoCaller() {
        Duration patience = Duration.ofMillis(800);
        AmqpCommandPublisher publisher = broker.publisher(PublisherFixture.settings(patience, 1_000), 100_000);
        publish(publisher, PublisherFixture.command(PARTITION));
        broker.proxy.stopReading();

        Instant asked = Instant.now();
        List<Acceptance> verdicts = IntStream.range(0, 600)
                .mapToObj(i -> broker.publishing(publisher, large(PublisherFixture.command(PARTITION))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(Duration.between(asked, Instant.now())).isLessThan(patience.plusSeconds(4));
        // some filled the buffers of the socket, the others never left their line
        assertThat(verdicts).hasAtLeastOneElementOfType(AcceptanceUnknown.class);
        assertThat(verdicts).extracting(AmqpCommandPublisherIT::reason).contains(Reason.BUSY);
        assertThat(verdicts).doesNotContain(new Accepted());
    }

    @Test
    void stoppingEndsEveryWait() {
        AmqpCommandPublisher publisher = broker.publisher();
        publish(publisher, PublisherFixture.command(PARTITION));
        broker.proxy.holdAnswers();
        CompletableFuture<Acceptance> verdict = broker.publishing(publisher, PublisherFixture.command(PARTITION));
        await().until(() -> broker.count(PARTITION) == 2);

        publisher.stop();

        assertThat(verdict).succeedsWithin(Duration.ofSeconds(2)).isInstanceOf(AcceptanceUnknown.class);
        assertThat(reason(publish(publisher, PublisherFixture.command(PARTITION)))).isEqualTo(Reason.STOPPING);
    }

    @Test
    void stoppingWaitsForConfirms() {
        AmqpCommandPublisher publisher = broker.publisher();
        List<CompletableFuture<Acceptance>> verdicts = IntStream.range(0, 200)
                .mapToObj(i -> broker.publishing(publisher, PublisherFixture.command(PARTITION)))
                .toList();
        await().until(() -> verdicts.stream().anyMatch(CompletableFuture::isDone));

        publisher.stop();

        assertThat(verdicts.stream().map(CompletableFuture::join)).allSatisfy(verdict -> assertThat(verdict)
                .matches(each -> each instanceof Accepted || reason(each) == Reason.STOPPING));
    }

    @Test
    void aDeclarationThatIsRefusedStopsNothing() {
        broker.directly(channel -> {
            try {
                channel.exchangeDeclare(OrderTopology.COMMANDS, "direct", true);
                // of another type: declaring it as ours is refused
                channel.queueDeclare(PARTITION.queue(), true, false, false, Map.of("x-max-length", 7));
                return channel.queueBind(PARTITION.queue(), OrderTopology.COMMANDS, PARTITION.routingKey());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        AmqpCommandPublisher publisher = broker.publisher();

        assertThat(publish(publisher, PublisherFixture.command(PARTITION))).isEqualTo(new Accepted());
        assertThat(publish(publisher, PublisherFixture.command(OTHER))).isEqualTo(new Accepted());
    }

    private static Acceptance publish(AmqpCommandPublisher publisher, Command command) {
        return publisher.publish(CommandFixtures.outgoing(command));
    }

    private static Reason reason(Acceptance acceptance) {
        return acceptance instanceof NotAccepted(Reason reason, Duration retryAfter) ? reason : null;
    }

    private static Command large(Command command) {
        OrderContent content = CommandFixtures.content();
        OrderItem item = new OrderItem("s", "x".repeat(200), 1, 1);
        return new CreateOrder(command.header(), new OrderContent(content.customerId(), content.currency(),
                Stream.generate(() -> item).limit(100).toList(), null));
    }

    private static void deleteTopology() {
        TestServers.broker().deleteQueues(PARTITION.queue(), OTHER.queue(), OrderTopology.DEAD);
        TestServers.broker().deleteExchanges(OrderTopology.COMMANDS, OrderTopology.DEAD);
    }
}
