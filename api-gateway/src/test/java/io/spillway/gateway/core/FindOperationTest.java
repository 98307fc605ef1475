package io.spillway.gateway.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.spillway.contract.command.Actor;
import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.order.UserId;
import io.spillway.contract.outcome.CommandRecord;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.gateway.core.CommandRecords.Lookup;
import io.spillway.gateway.core.FindOperation.Answer;
import org.junit.jupiter.api.Test;

import static io.spillway.gateway.core.CommandFixtures.DEMO;
import static io.spillway.gateway.core.CommandFixtures.NOON;
import static io.spillway.gateway.core.CommandFixtures.TRACE;
import static org.assertj.core.api.Assertions.assertThat;

class FindOperationTest {

    private static final Duration RETENTION = Duration.ofHours(48);
    private static final Instant DONE = NOON.plusSeconds(2);

    private final OperationIds ids = new OperationIds(new byte[32]);
    private final Command command = CommandFixtures.command(CommandKind.PATCH);
    private final OperationId id = ids.issue(command);
    private Lookup lookup = new Lookup.NotRecorded();
    private Instant now = NOON;
    private final FakePauses pauses = new FakePauses();

    @Test
    void aCommandWithoutARecordHasNotStarted() {
        assertThat(find(id.text())).isEqualTo(new Answer.Known(new Operation.NotStarted(id)));
    }

    @Test
    void anAppliedCommandSucceeded() {
        lookup = found(DEMO.user(), command.header().payloadHash(), new Outcome.Applied(7));

        assertThat(find(id.text())).isEqualTo(new Answer.Known(new Operation.Succeeded(id, NOON, DONE, 7)));
    }

    @Test
    void aRefusedCommandFailed() {
        lookup = found(DEMO.user(), command.header().payloadHash(),
                new Outcome.Rejected(RefusalCode.ORDER_NOT_EDITABLE));

        assertThat(find(id.text())).isEqualTo(
                new Answer.Known(new Operation.Failed(id, NOON, DONE, RefusalCode.ORDER_NOT_EDITABLE)));
    }

    @Test
    void anotherRequestsOutcomeUnderTheSameCommandIdIsNotReported() {
        byte[] other = new byte[16];
        other[0] = 1;
        lookup = found(DEMO.user(), PayloadHash.of(other), new Outcome.Applied(7));

        assertThat(find(id.text())).isEqualTo(
                new Answer.Known(new Operation.Failed(id, NOON, DONE, RefusalCode.IDEMPOTENCY_KEY_REUSED)));
    }

    @Test
    void aRecordOfSomebodyElseIsNotShown() {
        lookup = found(new UserId("other"), command.header().payloadHash(), new Outcome.Applied(7));

        assertThat(find(id.text())).isEqualTo(new Answer.NotFound());
    }

    @Test
    void anOperatorSeesSomebodyElsesOnceItIsRecorded() {
        assertThat(findAsOperator(id.text())).isEqualTo(new Answer.NotFound());

        lookup = found(DEMO.user(), command.header().payloadHash(), new Outcome.Applied(7));
        assertThat(findAsOperator(id.text())).isEqualTo(new Answer.Known(new Operation.Succeeded(id, NOON, DONE, 7)));

        lookup = new Lookup.Unavailable();
        assertThat(findAsOperator(id.text())).isEqualTo(new Answer.Unavailable());
    }

    @Test
    void anIdProvesNothingToAnOperatorThatItDoesNotProveToItsOwner() {
        lookup = found(new UserId("other"), command.header().payloadHash(), new Outcome.Applied(7));
        assertThat(findAsOperator(id.text())).isEqualTo(new Answer.NotFound());

        lookup = null;
        assertThat(findAsOperator("abc")).isEqualTo(new Answer.NotFound());
    }

    @Test
    void anIdThatNobodyIssuedIsNotFoundAndNobodyIsAsked() {
        lookup = null;

        assertThat(find("abc")).isEqualTo(new Answer.NotFound());
    }

    /** RFC 9110 §15.5.11. */
    @Test
    void anOperationIsExpiredOnlyWhenItsRecordWouldBeGone() {
        now = NOON.plus(RETENTION);
        assertThat(find(id.text())).isInstanceOf(Answer.Known.class);

        now = NOON.plus(RETENTION).plusMillis(1);
        assertThat(find(id.text())).isEqualTo(new Answer.Expired());
    }

    /** Its id doesn't tell when it was sent; a repeat would find no record either, and be taken for new. */
    @Test
    void anOperationWithoutATimeNeverExpires() {
        now = NOON.plus(RETENTION).plusSeconds(60);
        OperationId timeless = ids.issueTimeless(command);

        assertThat(find(timeless.text())).isEqualTo(new Answer.Known(new Operation.NotStarted(timeless)));
        assertThat(new Operation.NotStarted(timeless).createdAt()).isNull();
    }

    @Test
    void theRecordTellsWhenAnOperationWithoutATimeWasCreated() {
        OperationId timeless = ids.issueTimeless(command);
        lookup = found(DEMO.user(), command.header().payloadHash(), new Outcome.Applied(7));

        assertThat(find(timeless.text()))
                .isEqualTo(new Answer.Known(new Operation.Succeeded(timeless, NOON, DONE, 7)));
    }

    @Test
    void anOldOperationThatIsRecordedIsShown() {
        now = NOON.plus(RETENTION).plusSeconds(60);
        lookup = found(DEMO.user(), command.header().payloadHash(), new Outcome.Applied(7));

        assertThat(find(id.text())).isInstanceOf(Answer.Known.class);
    }

    @Test
    void whoDoesNotWaitIsToldThePresentState() {
        find(id.text());

        assertThat(pauses.taken).isEmpty();
    }

    @Test
    void whoWaitsIsToldWhenTheTimeIsUpAtTheLatest() {
        assertThat(find(id.text(), Duration.ofSeconds(2)))
                .isEqualTo(new Answer.Known(new Operation.NotStarted(id)));

        assertThat(pauses.total()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void nobodyWaitsForWhatCannotCome() {
        now = NOON.plus(RETENTION).plusSeconds(60);
        assertThat(find(id.text(), Duration.ofSeconds(2))).isEqualTo(new Answer.Expired());

        lookup = null;
        assertThat(find("abc", Duration.ofSeconds(2))).isEqualTo(new Answer.NotFound());

        assertThat(pauses.taken).isEmpty();
    }

    @Test
    void nothingIsGuessedWhenNobodyCanTell() {
        lookup = new Lookup.Unavailable();

        assertThat(find(id.text())).isEqualTo(new Answer.Unavailable());
    }

    private Answer find(String text) {
        return find(text, Duration.ZERO);
    }

    private Answer find(String text, Duration patience) {
        return find(text, DEMO, patience);
    }

    private Answer findAsOperator(String text) {
        return find(text, new Actor(new UserId("olga"), true), Duration.ZERO);
    }

    private Answer find(String text, Actor actor, Duration patience) {
        return new FindOperation(ids, this::lookUp, new AwaitRecord(this::lookUp, pauses, 500), RETENTION,
                Clock.fixed(now, ZoneOffset.UTC)).find(text, actor, TRACE, patience);
    }

    private Lookup lookUp(CommandId asked, TraceContext trace, Duration atMost) {
        assertThat(asked).isEqualTo(command.id());
        assertThat(lookup).as("nobody may be asked").isNotNull();
        return lookup;
    }

    private Lookup found(UserId actor, PayloadHash hash, Outcome outcome) {
        return new Lookup.Found(new CommandRecord(command.id(), command.orderId(), command.kind(), actor, hash, NOON,
                DONE, outcome));
    }
}
