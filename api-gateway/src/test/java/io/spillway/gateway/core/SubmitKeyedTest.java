package io.spillway.gateway.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandHeader;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.command.DeleteOrder;
import io.spillway.contract.command.PatchOrder;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.order.Order;
import io.spillway.contract.outcome.CommandOutcome;
import io.spillway.contract.outcome.CommandRecord;
import io.spillway.contract.outcome.Outcome;
import io.spillway.gateway.core.Acceptance.AcceptanceUnknown;
import io.spillway.gateway.core.Acceptance.Accepted;
import io.spillway.gateway.core.Acceptance.NotAccepted;
import io.spillway.gateway.core.Acceptance.Reason;
import io.spillway.gateway.core.CommandRecords.Lookup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.spillway.gateway.core.CommandFixtures.COMMAND;
import static io.spillway.gateway.core.CommandFixtures.DEMO;
import static io.spillway.gateway.core.CommandFixtures.KEY;
import static io.spillway.gateway.core.CommandFixtures.NOON;
import static io.spillway.gateway.core.CommandFixtures.ORDER;
import static io.spillway.gateway.core.CommandFixtures.TRACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class SubmitKeyedTest {

    private static final Duration LOOKUP = Duration.ofMillis(250);
    private static final PayloadHash ANOTHER_HASH = new PayloadHash("hWmDfRRvUvkh1Wgn4K7pHQ");

    private final FakeRecords records = new FakeRecords();
    private final FakePublisher publisher = new FakePublisher();
    private final FakeOutcomes outcomes = new FakeOutcomes();
    private final FakePauses pauses = new FakePauses();
    private final OperationIds operationIds = new OperationIds(new byte[32]);
    private final Command command = CommandFixtures.command(CommandKind.PATCH);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private SubmitKeyed keyed = with(publisher);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void whatIsNotRecordedIsPublishedAsAPossibleCopy() {
        assertThat(submit(Duration.ZERO)).isEqualTo(sent(new Accepted(), null));

        assertThat(records.asked).containsExactly(LOOKUP);
        assertThat(publisher.published).containsExactly(command);
        assertThat(publisher.possibleCopies).isEqualTo(1);
        assertThat(publisher.replies).isEmpty();
    }

    @Test
    void whatNobodyCanTellIsPublishedToo() {
        records.lookup = new Lookup.Unavailable();

        assertThat(submit(Duration.ZERO)).isEqualTo(sent(new Accepted(), null));

        assertThat(publisher.published).containsExactly(command);
    }

    /** Two may ask at once here. The third is not for the same: it would join. */
    @Test
    void whoWouldAskOneTooManyDoesNotAsk() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        records.lookup = new Lookup.Unavailable();
        records.before = () -> awaitLatch(answer);
        List<Future<Submission>> asking = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            Command other = another(i);
            asking.add(threads.submit(() -> submit(other)));
        }
        await().until(() -> records.asked.size() == 2);

        assertThat(submit(Duration.ZERO)).isEqualTo(sent(new Accepted(), null));
        assertThat(records.asked).hasSize(2);

        answer.countDown();
        for (Future<Submission> one : asking) {
            get(one);
        }
        submit(Duration.ZERO);
        assertThat(records.asked).as("later it asks again").hasSize(3);
    }

    private Submission submit(Command other) {
        return keyed.submit(other, operationIds.issueTimeless(other), context(Duration.ZERO));
    }

    /** Another command; only its id matters. */
    private static Command another(int number) {
        return new DeleteOrder(CommandFixtures.header(
                new CommandId(new UUID(0, number)), ORDER));
    }

    @Test
    void whatIsRecordedIsNotPublishedAgain() {
        records.lookup = recorded(command.header().payloadHash());

        assertThat(submit(Duration.ofSeconds(7))).isEqualTo(repeated());

        assertThat(publisher.published).isEmpty();
        assertThat(outcomes.waitedFor).isEmpty();
    }

    @Test
    void whatWasAskedForBeforeWithAnotherPayloadIsNotPublishedEither() {
        records.lookup = recorded(ANOTHER_HASH);

        assertThat(submit(Duration.ZERO)).isEqualTo(new Submission.KeyReused(command, operation()));

        assertThat(publisher.published).isEmpty();
    }

    @Test
    void whoWaitsIsToldTheOutcome() {
        outcomes.arrives = new CommandOutcome(COMMAND, new Outcome.Applied(2), order());

        assertThat(submit(Duration.ofSeconds(7))).isEqualTo(sent(new Accepted(), outcomes.arrives));

        assertThat(outcomes.waitedFor).containsExactly(Duration.ofSeconds(7));
        assertThat(outcomes.listening).as("nobody listens any more").isZero();
    }

    /** The writer knew it already, and not any more which order it left. */
    @Test
    void anOutcomeWithoutItsOrderIsLookedUp() {
        outcomes.arrives = new CommandOutcome(COMMAND, new Outcome.Applied(2), null);
        records.before = () -> {
            if (records.asked.size() == 2) {
                records.lookup = recorded(command.header().payloadHash());
            }
        };

        assertThat(submit(Duration.ofSeconds(7))).isEqualTo(repeated());
    }

    @Test
    void anOutcomeWithoutItsOrderStandsWhenNobodyCanTellMore() {
        outcomes.arrives = new CommandOutcome(COMMAND, new Outcome.Applied(2), null);

        assertThat(submit(Duration.ofSeconds(7))).isEqualTo(sent(new Accepted(), outcomes.arrives));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasNotAcceptedLeavesNothingBehind(boolean unknown) {
        publisher.verdict = unknown
                ? new AcceptanceUnknown()
                : new NotAccepted(Reason.REFUSED, Duration.ofSeconds(3));
        assertThat(submit(Duration.ofSeconds(7))).isEqualTo(sent(publisher.verdict, null));
        assertThat(outcomes.waitedFor).isEmpty();

        publisher.verdict = new Accepted();
        assertThat(submit(Duration.ZERO)).isEqualTo(sent(new Accepted(), null));

        assertThat(publisher.published).hasSize(2);
        assertThat(keyed.flights().underWay()).isZero();
        assertThat(outcomes.listening).isZero();
    }

    @Test
    void aRepeatThatComesMeanwhileJoins() throws Exception {
        BlockedPublisher blocked = new BlockedPublisher();
        keyed = with(blocked);
        Future<Submission> first = threads.submit(() -> submit(Duration.ZERO));
        blocked.awaitEntered();

        List<Future<Submission>> repeats = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            repeats.add(threads.submit(() -> submit(Duration.ZERO)));
        }
        await().until(() -> keyed.flights().aboard() == 11);
        blocked.release(new Accepted());

        assertThat(get(first)).isEqualTo(sent(new Accepted(), null));
        for (Future<Submission> repeat : repeats) {
            assertThat(get(repeat)).isEqualTo(get(first));
        }
        assertThat(blocked.published).as("publications").hasSize(1);
        assertThat(records.asked).as("look-ups").hasSize(1);
        assertThat(keyed.flights().underWay()).isZero();
    }

    @Test
    void whoJoinsIsRefusedLikeTheFirst() throws Exception {
        BlockedPublisher blocked = new BlockedPublisher();
        keyed = with(blocked);
        Future<Submission> first = threads.submit(() -> submit(Duration.ZERO));
        blocked.awaitEntered();
        Future<Submission> second = threads.submit(() -> submit(Duration.ofSeconds(9)));
        await().until(() -> keyed.flights().aboard() == 2);
        NotAccepted full = new NotAccepted(Reason.REFUSED, Duration.ofSeconds(3));
        blocked.release(full);

        assertThat(get(first)).isEqualTo(sent(full, null)).isEqualTo(get(second));
        assertThat(keyed.flights().underWay()).isZero();
    }

    @Test
    void everybodyWaitsWithTheirOwnPatience() throws Exception {
        SlowOutcomes slow = new SlowOutcomes();
        keyed = new SubmitKeyed(publisher, slow, records, new AwaitRecord(records, pauses, 500), LOOKUP, 2);
        CommandOutcome outcome = new CommandOutcome(COMMAND, new Outcome.Applied(2), order());

        Future<Submission> patient = threads.submit(() -> submit(Duration.ofSeconds(30)));
        await().until(() -> slow.waiting == 1);
        assertThat(get(threads.submit(() -> submit(Duration.ofMillis(1))))).isEqualTo(sent(new Accepted(), null));
        Future<Submission> another = threads.submit(() -> submit(Duration.ofSeconds(20)));
        await().until(() -> slow.waiting == 2);
        slow.outcome.complete(outcome);

        assertThat(get(patient)).isEqualTo(sent(new Accepted(), outcome));
        assertThat(get(another)).isEqualTo(sent(new Accepted(), outcome));
        assertThat(publisher.published).hasSize(1);
        assertThat(slow.closed).isEqualTo(1);
        assertThat(keyed.flights().underWay()).isZero();
    }

    @Test
    void theFirstOneMayGoAndTheOthersStillGetTheOutcome() throws Exception {
        SlowOutcomes slow = new SlowOutcomes();
        BlockedPublisher blocked = new BlockedPublisher();
        keyed = new SubmitKeyed(blocked, slow, records, new AwaitRecord(records, pauses, 500), LOOKUP, 2);
        CommandOutcome outcome = new CommandOutcome(COMMAND, new Outcome.Applied(2), order());

        Future<Submission> first = threads.submit(() -> submit(Duration.ofMillis(1)));
        blocked.awaitEntered();
        Future<Submission> second = threads.submit(() -> submit(Duration.ofSeconds(20)));
        await().until(() -> keyed.flights().aboard() == 2);
        blocked.release(new Accepted());
        assertThat(get(first)).isEqualTo(sent(new Accepted(), null));
        assertThat(slow.closed).as("somebody still listens").isZero();
        slow.outcome.complete(outcome);

        assertThat(get(second)).isEqualTo(sent(new Accepted(), outcome));
        assertThat(slow.closed).isEqualTo(1);
    }

    /** No outcome will come here: the message did not ask for it. */
    @Test
    void whoWaitsWhereTheFirstDidNotIsToldByTheRecord() throws Exception {
        BlockedPublisher blocked = new BlockedPublisher();
        keyed = with(blocked);
        Future<Submission> first = threads.submit(() -> submit(Duration.ZERO));
        blocked.awaitEntered();
        Future<Submission> second = threads.submit(() -> submit(Duration.ofSeconds(10)));
        await().until(() -> keyed.flights().aboard() == 2);
        records.before = () -> {
            if (records.asked.size() == 5) {
                records.lookup = recorded(command.header().payloadHash());
            }
        };
        blocked.release(new Accepted());

        assertThat(get(first)).isEqualTo(sent(new Accepted(), null));
        assertThat(get(second)).isEqualTo(repeated());
        assertThat(blocked.published).hasSize(1);
    }

    @Test
    void anotherPayloadDoesNotJoinAndTheWriterDecides() throws Exception {
        BlockedPublisher blocked = new BlockedPublisher();
        keyed = with(blocked);
        Future<Submission> first = threads.submit(() -> submit(Duration.ZERO));
        blocked.awaitEntered();
        PatchOrder other = new PatchOrder(new CommandHeader(COMMAND, ORDER, DEMO, NOON,
                ANOTHER_HASH, null), CommandFixtures.patch());
        Future<Submission> second = threads
                .submit(() -> keyed.submit(other, operationIds.issueTimeless(other), context(Duration.ZERO)));
        await().until(() -> blocked.published.size() == 2);
        blocked.release(new Accepted());

        assertThat(get(first).operation()).isNotEqualTo(get(second).operation());
        assertThat(get(second)).isInstanceOf(Submission.Sent.class);
    }

    @Test
    void aFaultOfTheFirstOneHangsNobody() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        keyed = with(outgoing -> {
            entered.countDown();
            awaitLatch(go);
            throw new IllegalStateException("a bug");
        });
        Future<Submission> first = threads.submit(() -> submit(Duration.ofSeconds(5)));
        awaitLatch(entered);
        Future<Submission> second = threads.submit(() -> submit(Duration.ofSeconds(5)));
        await().until(() -> keyed.flights().aboard() == 2);
        go.countDown();

        assertThatThrownBy(() -> get(first)).hasRootCauseMessage("a bug");
        assertThatThrownBy(() -> get(second)).hasRootCauseMessage("a bug");
        assertThat(keyed.flights().underWay()).isZero();
        assertThat(outcomes.listening).isZero();
    }

    private SubmitKeyed with(CommandPublisher anyPublisher) {
        return new SubmitKeyed(anyPublisher, outcomes, records, new AwaitRecord(records, pauses, 500), LOOKUP, 2);
    }

    private Submission submit(Duration patience) {
        return keyed.submit(command, operation(), context(patience));
    }

    private static RequestContext context(Duration patience) {
        return new RequestContext(DEMO, null, patience, TRACE, KEY);
    }

    private OperationId operation() {
        return operationIds.issueTimeless(command);
    }

    private Submission sent(Acceptance acceptance, CommandOutcome outcome) {
        return new Submission.Sent(command, operation(), acceptance, outcome);
    }

    private Submission repeated() {
        return new Submission.Repeated(command, operation(),
                ((Lookup.Found) recorded(command.header().payloadHash())).commandRecord());
    }

    private static Lookup recorded(PayloadHash hash) {
        return new Lookup.Found(new CommandRecord(COMMAND, ORDER, CommandKind.PATCH, DEMO.user(), hash, NOON,
                NOON.plusSeconds(1), new Outcome.Applied(2)));
    }

    private static Order order() {
        return Order.placed(ORDER, CommandFixtures.content(), NOON, DEMO.user());
    }

    private static Submission get(Future<Submission> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds every publication until told what becomes of it. */
    private static final class BlockedPublisher implements CommandPublisher {

        private final List<Command> published = new CopyOnWriteArrayList<>();
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CompletableFuture<Acceptance> verdict = new CompletableFuture<>();

        @Override
        public Acceptance publish(Outgoing outgoing) {
            published.add(outgoing.command());
            entered.countDown();
            return verdict.join();
        }

        private void awaitEntered() {
            awaitLatch(entered);
        }

        private void release(Acceptance acceptance) {
            verdict.complete(acceptance);
        }
    }

    /** One outcome for everybody, when it comes. */
    private static final class SlowOutcomes implements Outcomes {

        private final CompletableFuture<CommandOutcome> outcome = new CompletableFuture<>();
        private volatile int waiting;
        private volatile int closed;

        @Override
        public Expectation expect() {
            return new Expectation() {

                @Override
                public ReplyTo replyTo() {
                    return FakeOutcomes.REPLY_TO;
                }

                @Override
                public Optional<CommandOutcome> await(Duration atMost) {
                    try {
                        if (atMost.toMillis() > 1) {
                            waiting++;
                        }
                        return Optional.of(outcome.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
                    } catch (TimeoutException notInTime) {
                        return Optional.empty();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        }
    }
}
