package io.spillway.gateway.amqp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Acceptance.AcceptanceUnknown;
import io.spillway.gateway.core.Acceptance.Reason;
import io.spillway.gateway.core.AcceptanceListener;
import io.spillway.gateway.core.Admission;
import io.spillway.gateway.core.deadletter.DeadLetter;
import io.spillway.gateway.core.deadletter.DeadLetterQueue;
import io.spillway.gateway.core.deadletter.DeadLetterQueue.Taken;
import io.spillway.gateway.core.deadletter.DeadLetters;
import io.spillway.gateway.core.deadletter.DeadLetters.Discarding;
import io.spillway.gateway.core.deadletter.DeadLettersUnavailableException;
import io.spillway.gateway.core.deadletter.DeadLettersUnavailableException.Why;
import io.spillway.gateway.core.deadletter.ReplayReport;
import io.spillway.gateway.core.deadletter.ReplayReport.Fate;
import io.spillway.gateway.core.deadletter.Selection;
import io.spillway.testservers.RequiresRabbitMq;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.AbstractConnectionFactory;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static io.spillway.gateway.amqp.DeadLetterFixture.OTHER;
import static io.spillway.gateway.amqp.DeadLetterFixture.PARTITION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Dead letters in a real broker, on good days and bad. */
class AmqpDeadLetterQueueIT {

    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private DeadLetterFixture broker;

    @BeforeEach
    void start() {
        broker = new DeadLetterFixture();
    }

    @AfterEach
    void stop() {
        readers.close();
        broker.close();
    }

    @Test
    void lookingAtLettersTakesNoneAwayAndKeepsTheirOrder() {
        List<String> all = buryMany(DeadLetterQueue.REACH + 50);
        DeadLetters letters = new DeadLetters(broker.queue());

        for (int limit : new int[]{100, 10, 100, 1, 30, 100}) {
            DeadLetters.Page page = letters.oldest(limit);
            assertThat(page.letters()).extracting(DeadLetter::id).containsExactlyElementsOf(all.subList(0, limit));
            assertThat(page.total()).isEqualTo(all.size());
        }

        assertThat(letters.discard("not-there")).isEqualTo(new Discarding.NotFound(false));
        assertThat(broker.drainIds(OrderTopology.DEAD)).containsExactlyElementsOf(all);
    }

    @Test
    void theOrderOutlivesReadersThatDie() {
        List<String> all = buryMany(200);
        AmqpDeadLetterQueue queue = broker.queue();

        for (int held : new int[]{1, 150, 7}) {
            assertThatThrownBy(() -> queue.read(id -> true, reading -> {
                IntStream.range(0, held).forEach(i -> reading.next());
                broker.proxy.cut();
                throw new IllegalStateException("died");
            })).isInstanceOf(IllegalStateException.class);
            assertThat(new DeadLetters(queue).oldest(100).letters()).extracting(DeadLetter::id)
                    .containsExactlyElementsOf(all.subList(0, 100));
        }

        assertThat(broker.drainIds(OrderTopology.DEAD)).containsExactlyElementsOf(all);
    }

    @Test
    void aLetterIsReplayedAsTheMessageItWas() {
        broker.bury(OTHER, "a");

        assertThat(replayAll().fates()).containsOnlyKeys("a").containsEntry("a", new Fate.Replayed());

        assertThat(broker.drain(OTHER.queue())).singleElement().satisfies(message -> {
            BasicProperties properties = message.getProperties();
            assertThat(new String(message.getBody(), StandardCharsets.UTF_8)).isEqualTo("{}");
            assertThat(message.getEnvelope().getRoutingKey()).isEqualTo("01");
            assertThat(properties.getMessageId()).isEqualTo("a");
            assertThat(properties.getType()).isEqualTo("order.create.v1");
            assertThat(properties.getDeliveryMode()).isEqualTo(2);
            assertThat(properties.getHeaders()).containsOnlyKeys("traceparent", "x-possible-copy");
            assertThat(properties.getHeaders()).containsEntry("x-possible-copy", true);
        });
        broker.assertCount(OrderTopology.DEAD, 0);
    }

    @Test
    void lettersAreReplayedInTheirOrderAndTheOthersStay() {
        broker.bury(PARTITION, "a1", "a2");
        broker.bury(OTHER, "b1");
        broker.bury(PARTITION, "a3", "a2");

        ReplayReport report = new DeadLetters(broker.queue())
                .replay(new Selection.Some(List.of("a3", "a2", "nobody", "a1")));

        assertThat(report.fates()).containsEntry("a1", new Fate.Replayed()).containsEntry("a2", new Fate.Replayed())
                .containsEntry("a3", new Fate.Replayed()).containsEntry("nobody", new Fate.NotFound());
        assertThat(report.remaining()).isEqualTo(1);
        assertThat(broker.drainIds(PARTITION.queue())).containsExactly("a1", "a2", "a3", "a2");
        assertThat(broker.drainIds(OrderTopology.DEAD)).containsExactly("b1");
    }

    @Test
    @RequiresRabbitMq
    void aFullPartitionLeavesItsLettersWhereTheyAre() {
        do {
            broker.publish(OrderTopology.COMMANDS, PARTITION.routingKey(), new BasicProperties(), new byte[1]);
        } while (broker.confirmed());
        broker.bury(PARTITION, "a1", "a2");
        broker.bury(OTHER, "b1");

        assertThat(replayAll().fates()).containsEntry("a1", new Fate.NotAccepted(Reason.REFUSED))
                .containsEntry("a2", new Fate.HeldBack()).containsEntry("b1", new Fate.Replayed());

        assertThat(broker.drainIds(OrderTopology.DEAD)).containsExactly("a1", "a2");
    }

    @Test
    void aLetterThatNoQueueTakesStays() {
        broker.bury("a", "77", new byte[1]);
        broker.bury(PARTITION, "b");

        ReplayReport report = replayAll();

        assertThat(report.fates().get("a")).isInstanceOf(Fate.NotAccepted.class);
        assertThat(report.fates()).containsEntry("b", new Fate.Replayed());
        assertThat(broker.drainIds(OrderTopology.DEAD)).containsExactly("a");
    }

    @Test
    void aConnectionLostBeforeTheConfirmLeavesTheFateUnknown() {
        broker.bury(PARTITION, "a", "b");

        Acceptance verdict = broker.queue().read(id -> true, reading -> {
            assertThat(reading.next().replay()).isEqualTo(new Acceptance.Accepted());
            Taken second = reading.next();
            broker.proxy.holdAnswers();
            Acceptance unknown = second.replay();
            broker.proxy.cut();
            return unknown;
        });

        assertThat(verdict).isEqualTo(new AcceptanceUnknown());
        broker.assertCount(OrderTopology.DEAD, 2);
        assertThat(broker.drainIds(PARTITION.queue())).as("sent, and nobody knew").containsExactly("a", "b");
    }

    @Test
    @RequiresRabbitMq
    void whatTheBrokerItselfBuriedIsToldAndReplayed() {
        broker.publish(OrderTopology.COMMANDS, PARTITION.routingKey(),
                new BasicProperties.Builder().messageId("a").deliveryMode(2).build(), new byte[1]);
        broker.confirmed();
        broker.consume(PARTITION.queue(), 1,
                (channel, message) -> channel.basicReject(message.getEnvelope().getDeliveryTag(), false));
        broker.assertCount(OrderTopology.DEAD, 1);

        assertThat(new DeadLetters(broker.queue()).oldest(1).letters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("broker-rejected");
            assertThat(letter.partition()).isEqualTo("00");
            assertThat(letter.firstSeen()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        });
        assertThat(replayAll().fates()).containsEntry("a", new Fate.Replayed());

        assertThat(broker.drain(PARTITION.queue())).singleElement().satisfies(message -> assertThat(
                message.getProperties().getHeaders()).containsOnlyKeys("x-possible-copy"));
    }

    @Test
    void discardingTakesALetterAndItsCopiesAway() {
        broker.bury(PARTITION, "a", "b", "a", "c");
        DeadLetters letters = new DeadLetters(broker.queue());

        assertThat(letters.discard("a")).isEqualTo(new Discarding.Discarded());

        assertThat(letters.discard("a")).isEqualTo(new Discarding.NotFound(true));
        assertThat(broker.drainIds(OrderTopology.DEAD)).containsExactly("b", "c");
    }

    @Test
    void moreThanAReadingReachesIsReplayedInTurns() {
        broker.bury(PARTITION, "first");
        List<String> all = buryMany(DeadLetterQueue.REACH + 20);
        DeadLetters letters = new DeadLetters(broker.queue());

        assertThat(letters.replay(new Selection.Some(List.of("first"))).remaining()).isEqualTo(all.size());
        assertThat(letters.replay(new Selection.Some(List.of(all.getLast()))).fates())
                .containsEntry(all.getLast(), new Fate.NotReached());
        assertThat(letters.discard(all.getFirst())).isEqualTo(new Discarding.Discarded());

        assertThat(letters.oldest(1).total()).isEqualTo(all.size() - 1);
        assertThat(broker.drainIds(OrderTopology.DEAD)).containsExactlyElementsOf(all.subList(1, all.size()));
    }

    @Test
    void bodiesAreHeldUpToALimit() {
        byte[] large = new byte[(int) (DeadLetterReading.MAX_HELD_BYTES / 3) + 1];
        for (String id : List.of("a", "b", "c")) {
            broker.bury(id, PARTITION.routingKey(), large);
        }
        broker.confirmed();

        AtomicInteger arrived = new AtomicInteger();

        List<Boolean> whole = broker.queue().read(id -> arrived.incrementAndGet() > 0, reading -> {
            await().until(() -> arrived.get() == 3);
            return IntStream.range(0, 3).mapToObj(i -> reading.next().isWhole()).toList();
        });

        assertThat(whole).containsExactly(true, true, false);
    }

    @Test
    void bodiesThatNobodyWantsAreNotHeld() {
        broker.bury(PARTITION, "a");

        assertThat(broker.queue().<Boolean>read(id -> false, reading -> reading.next().isWhole())).isFalse();
    }

    @Test
    void thereIsOneReaderAtATimeAmongAllGateways() {
        broker.bury(PARTITION, "a");
        AmqpDeadLetterQueue queue = broker.queue(Duration.ofMillis(200), Duration.ofSeconds(20));
        DeadLetters sameGateway = new DeadLetters(queue);
        DeadLetters otherGateway = new DeadLetters(broker.queue(Duration.ofMillis(200), Duration.ofSeconds(20)));

        queue.read(id -> true, reading -> {
            assertThat(reading.next().letter().id()).isEqualTo("a");
            assertBusy(sameGateway);
            assertBusy(otherGateway);
            return true;
        });

        assertThat(new DeadLetters(broker.queue()).oldest(10).letters()).hasSize(1);
    }

    @Test
    void requestsThatComeAtOnceSeeTheSame() {
        assertReadersSeeTheSame(1);
    }

    @Test
    @RequiresRabbitMq
    void gatewaysThatReadAtOnceSeeTheSame() {
        assertReadersSeeTheSame(4);
    }

    private void assertReadersSeeTheSame(int gateways) {
        List<String> all = buryMany(60);
        List<DeadLetters> each = Stream
                .generate(() -> new DeadLetters(broker.queue(Duration.ofSeconds(20), Duration.ofSeconds(20))))
                .limit(gateways)
                .toList();

        List<CompletableFuture<DeadLetters.Page>> pages = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> each.get(i % gateways).oldest(10 + i), readers))
                .toList();

        assertThat(pages).allSatisfy(page -> {
            DeadLetters.Page seen = page.join();
            assertThat(seen.total()).isEqualTo(60);
            assertThat(seen.letters()).extracting(DeadLetter::id)
                    .containsExactlyElementsOf(all.subList(0, seen.letters().size()));
        });
        assertThat(broker.drainIds(OrderTopology.DEAD)).containsExactlyElementsOf(all);
    }

    @Test
    void whoeverElseHoldsLettersKeepsReadersOut() throws IOException {
        broker.bury(PARTITION, "a");
        DeadLetters letters = new DeadLetters(broker.queue(Duration.ofMillis(200), Duration.ofSeconds(20)));

        try (Connection foreign = broker.anotherConnection()) {
            foreign.createChannel().basicConsume(OrderTopology.DEAD, false, (tag, message) -> {}, tag -> {});
            assertBusy(letters);
        }

        await().ignoreExceptions().untilAsserted(() -> assertThat(letters.oldest(10).letters()).hasSize(1));
    }

    @Test
    void aBlockedBrokerIsSentNothing() {
        broker.bury(PARTITION, "a");
        broker.bury(OTHER, "b");

        broker.queue().read(id -> true, reading -> {
            Taken first = reading.next();
            broker.proxy.block();
            first.replay(); // whatever the broker answers to this, it said before that it blocks
            assertThat(reading.next().replay()).isInstanceOfSatisfying(Acceptance.NotAccepted.class,
                    no -> assertThat(no.reason()).isEqualTo(Reason.BLOCKED));
            return true;
        });

        assertThat(broker.drainIds(OTHER.queue())).isEmpty();
    }

    @Test
    void theGatewaysOwnConnectionsReachThem() {
        broker.bury(PARTITION, "a");

        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, RabbitAutoConfiguration.class))
                .withUserConfiguration(AmqpConfiguration.class)
                .withBean(Admission.class)
                .withBean(AcceptanceListener.class, () -> (acceptance, took) -> {})
                .withPropertyValues(broker.connectionProperties())
                .run(gateway -> {
                    assertThat(new DeadLetters(gateway.getBean(DeadLetterQueue.class)).oldest(1).letters()).hasSize(1);
                    assertThat(gateway.getBean(AbstractConnectionFactory.class).getRabbitConnectionFactory()
                            .isAutomaticRecoveryEnabled()).as("would take letters behind our back").isFalse();
                });
    }

    @Test
    void aReadingEndsWhenItsTimeIsUp() {
        broker.bury(PARTITION, "a", "b");
        AmqpDeadLetterQueue queue = broker.queue(Duration.ofSeconds(1), Duration.ofMillis(500));

        queue.read(id -> true, reading -> {
            assertThat(reading.next()).isNotNull();
            Instant begun = Instant.now();
            await().until(() -> Instant.now().isAfter(begun.plusMillis(500)));
            assertThat(reading.next()).isNull();
            assertThat(reading.isCutShort()).isTrue();
            return true;
        });
    }

    @Test
    void aBrokerThatIsAwayIsSaidSoInTime() {
        broker.bury(PARTITION, "a");
        DeadLetters letters = new DeadLetters(broker.queue());
        broker.proxy.refusing();

        Instant asked = Instant.now();
        assertUnreachable(letters);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(3));

        broker.proxy.accepting();
        assertThat(letters.oldest(1).letters()).hasSize(1);
    }

    @Test
    void aBrokerThatDoesNotAnswerIsSaidSoInTime() {
        broker.bury(PARTITION, "a");
        DeadLetters letters = new DeadLetters(broker.queue());
        broker.proxy.holdAnswers();

        Instant asked = Instant.now();
        assertUnreachable(letters);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(8));

        broker.proxy.cut();
        assertThat(letters.oldest(1).letters()).hasSize(1);
    }

    private List<String> buryMany(int count) {
        String[] ids = IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
        broker.bury(PARTITION, ids);
        return List.of(ids);
    }

    private ReplayReport replayAll() {
        return new DeadLetters(broker.queue()).replay(new Selection.All());
    }

    private static void assertBusy(DeadLetters letters) {
        assertThatThrownBy(() -> letters.oldest(1)).isInstanceOfSatisfying(DeadLettersUnavailableException.class,
                thrown -> assertThat(thrown.why()).isEqualTo(Why.BUSY));
    }

    private static void assertUnreachable(DeadLetters letters) {
        assertThatThrownBy(() -> letters.oldest(1)).isInstanceOfSatisfying(DeadLettersUnavailableException.class,
                thrown -> assertThat(thrown.why()).isEqualTo(Why.UNREACHABLE));
    }
}
