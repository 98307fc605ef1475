package io.spillway.gateway.core;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CreateOrder;
import io.spillway.contract.command.DeleteOrder;
import io.spillway.contract.command.PatchOrder;
import io.spillway.contract.command.ReplaceOrder;
import io.spillway.contract.outcome.CommandOutcome;
import io.spillway.contract.outcome.Outcome;
import io.spillway.gateway.core.Acceptance.Accepted;
import io.spillway.gateway.core.Acceptance.NotAccepted;
import io.spillway.gateway.core.Acceptance.Reason;
import org.junit.jupiter.api.Test;

import static io.spillway.gateway.core.CommandFixtures.COMMAND;
import static io.spillway.gateway.core.CommandFixtures.DEMO;
import static io.spillway.gateway.core.CommandFixtures.KEY;
import static io.spillway.gateway.core.CommandFixtures.NOON;
import static io.spillway.gateway.core.CommandFixtures.ORDER;
import static io.spillway.gateway.core.CommandFixtures.TRACE;
import static org.assertj.core.api.Assertions.assertThat;

class SubmitCommandTest {

    private static final RequestContext UNCONDITIONAL = new RequestContext(DEMO, null, Duration.ZERO, TRACE, null);
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private final Queue<UUID> ids = new ArrayDeque<>();
    private final FakePublisher publisher = new FakePublisher();
    private final FakeOutcomes outcomes = new FakeOutcomes();
    private final OperationIds operationIds = new OperationIds(new byte[32]);
    private final KeyedIds keyedIds = new KeyedIds(new byte[32]);
    private final FakeRecords records = new FakeRecords();
    private final SubmitKeyed keyed = new SubmitKeyed(publisher, outcomes, records,
            new AwaitRecord(records, new FakePauses(), 500), Duration.ofMillis(250), 64);
    private final SubmitCommand submit = new SubmitCommand(publisher, outcomes, keyed, operationIds,
            keyedIds, ids::remove, CLOCK);

    @Test
    void aCreateGetsItsOrderIdBeforeItIsPublished() {
        ids.addAll(List.of(ORDER.value(), COMMAND.value()));

        Submission submission = submit.create(CommandFixtures.content(), UNCONDITIONAL);

        assertThat(publisher.published).singleElement().isInstanceOfSatisfying(CreateOrder.class, create -> {
            assertThat(create.orderId()).isEqualTo(ORDER);
            assertThat(create.id()).isEqualTo(COMMAND);
            assertThat(create.header().actor()).isEqualTo(DEMO);
            assertThat(create.header().issuedAt()).isEqualTo(NOON);
            assertThat(create.header().expectedVersions()).isNull();
            assertThat(create.content()).isEqualTo(CommandFixtures.content());
        });
        assertThat(sent(submission).acceptance()).isEqualTo(new Accepted());
    }

    @Test
    void theOtherCommandsNameTheOrderTheyAreFor() {
        ids.addAll(List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID()));

        submit.replace(ORDER, CommandFixtures.content(), UNCONDITIONAL);
        submit.patch(ORDER, CommandFixtures.patch(), UNCONDITIONAL);
        submit.delete(ORDER, UNCONDITIONAL);

        assertThat(publisher.published).allSatisfy(command -> assertThat(command.orderId()).isEqualTo(ORDER));
        assertThat(publisher.published).<Class<?>>extracting(Command::getClass)
                .containsExactly(ReplaceOrder.class, PatchOrder.class, DeleteOrder.class);
    }

    @Test
    void aConditionTravelsWithTheCommandAndItsFingerprint() {
        ids.addAll(List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID()));

        submit.delete(ORDER, new RequestContext(DEMO, List.of(3L, 2L, 3L), Duration.ZERO, TRACE, null));
        submit.delete(ORDER, new RequestContext(DEMO, List.of(2L, 3L), Duration.ZERO, TRACE, null));
        submit.delete(ORDER, UNCONDITIONAL);

        assertThat(publisher.published.getFirst().header().expectedVersions()).containsExactly(2L, 3L);
        assertThat(publisher.published).extracting(command -> command.header().payloadHash())
                .satisfies(hashes -> assertThat(hashes.get(0)).isEqualTo(hashes.get(1)).isNotEqualTo(hashes.get(2)));
    }

    @Test
    void aCreateUnderTheCallersOwnIdKeepsIt() {
        ids.addAll(List.of(COMMAND.value()));

        submit.create(ORDER, CommandFixtures.content(), UNCONDITIONAL);

        assertThat(publisher.published).singleElement().isInstanceOf(CreateOrder.class)
                .satisfies(create -> assertThat(create.orderId()).isEqualTo(ORDER));
    }

    @Test
    void theOperationProvesItselfToTheOneWhoAsked() {
        ids.addAll(List.of(COMMAND.value()));

        Submission submission = submit.delete(ORDER, UNCONDITIONAL);

        assertThat(operationIds.verify(submission.operation().text(), DEMO.user())).contains(submission.operation());
        assertThat(submission.operation().command()).isEqualTo(COMMAND);
    }

    @Test
    void aRefusalIsPassedOn() {
        ids.addAll(List.of(COMMAND.value()));
        publisher.verdict = new NotAccepted(Reason.REFUSED, Duration.ofSeconds(3));

        assertThat(sent(submit.delete(ORDER, UNCONDITIONAL)).acceptance()).isSameAs(publisher.verdict);
    }

    @Test
    void whoWaitsIsToldTheOutcome() {
        ids.addAll(List.of(COMMAND.value()));
        outcomes.arrives = new CommandOutcome(COMMAND, new Outcome.Applied(3), null);

        Submission submission = submit.delete(ORDER, waiting());

        assertThat(sent(submission).outcome()).isEqualTo(outcomes.arrives);
        assertThat(publisher.replies).containsExactly(FakeOutcomes.REPLY_TO);
        assertThat(outcomes.waitedFor).containsExactly(Duration.ofSeconds(7));
        assertThat(outcomes.listening).as("nobody listens any more").isZero();
    }

    @Test
    void whoDoesNotWaitAsksForNoOutcome() {
        ids.addAll(List.of(COMMAND.value()));

        assertThat(sent(submit.delete(ORDER, UNCONDITIONAL)).outcome()).isNull();

        assertThat(publisher.replies).isEmpty();
    }

    @Test
    void nobodyWaitsForWhatWasNotAccepted() {
        ids.addAll(List.of(COMMAND.value()));
        publisher.verdict = new NotAccepted(Reason.REFUSED, Duration.ofSeconds(3));

        assertThat(sent(submit.delete(ORDER, waiting())).outcome()).isNull();

        assertThat(outcomes.waitedFor).isEmpty();
        assertThat(outcomes.listening).isZero();
    }

    @Test
    void withAKeyTheIdsAreTheKeysOnEveryGateway() {
        Submission here = submit.create(CommandFixtures.content(), keyed());
        Submission there = new SubmitCommand(publisher, outcomes, keyed, new OperationIds(new byte[32]),
                new KeyedIds(new byte[32]), ids::remove, Clock.offset(CLOCK, Duration.ofHours(1)))
                .create(CommandFixtures.content(), keyed());

        assertThat(here.command().id()).isEqualTo(keyedIds.command(KEY)).isEqualTo(there.command().id());
        assertThat(here.command().orderId()).isEqualTo(keyedIds.order(KEY)).isEqualTo(there.command().orderId());
        assertThat(here.operation()).isEqualTo(there.operation());
        assertThat(operationIds.verify(there.operation().text(), DEMO.user())).contains(here.operation());
        assertThat(publisher.possibleCopies).as("the writer must ask whether it knows them").isEqualTo(2);
    }

    @Test
    void withAKeyAnOrderOfItsOwnIdKeepsIt() {
        Submission submission = submit.delete(ORDER, keyed());

        assertThat(submission.command().orderId()).isEqualTo(ORDER);
        assertThat(submission.command().id()).isEqualTo(keyedIds.command(KEY));
    }

    @Test
    void withoutAKeyNothingIsACopy() {
        ids.addAll(List.of(COMMAND.value()));

        submit.delete(ORDER, UNCONDITIONAL);

        assertThat(publisher.possibleCopies).isZero();
    }

    private static Submission.Sent sent(Submission submission) {
        assertThat(submission).isInstanceOf(Submission.Sent.class);
        return (Submission.Sent) submission;
    }

    private static RequestContext keyed() {
        return new RequestContext(DEMO, null, Duration.ZERO, TRACE, KEY);
    }

    private static RequestContext waiting() {
        return new RequestContext(DEMO, null, Duration.ofSeconds(7), TRACE, null);
    }
}
