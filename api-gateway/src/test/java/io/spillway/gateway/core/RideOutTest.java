package io.spillway.gateway.core;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandKind;
import io.spillway.gateway.core.Acceptance.AcceptanceUnknown;
import io.spillway.gateway.core.Acceptance.Accepted;
import io.spillway.gateway.core.Acceptance.NotAccepted;
import io.spillway.gateway.core.Acceptance.Reason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RideOutTest {

    private static final Acceptance REFUSED = new NotAccepted(Reason.REFUSED, Duration.ofSeconds(5));

    private final FakePauses pauses = new FakePauses();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Deque<Acceptance> verdicts = new ArrayDeque<>();
    private final RideOut rideOut = new RideOut(Duration.ofSeconds(5), pauses, over::get);

    @Test
    void whatIsAcceptedIsSubmittedOnce() {
        assertThat(submit(new Accepted())).isEqualTo(new Accepted());
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aRefusalIsTriedAgain() {
        assertThat(submit(REFUSED, REFUSED, new Accepted())).isEqualTo(new Accepted());
        assertThat(attempts).hasValue(3);
    }

    /** A second copy of it could be applied as well. */
    @Test
    void whatMayHaveArrivedIsNotTriedAgain() {
        assertThat(submit(new AcceptanceUnknown())).isEqualTo(new AcceptanceUnknown());
        assertThat(submit(REFUSED, new AcceptanceUnknown())).isEqualTo(new AcceptanceUnknown());
    }

    @Test
    void aLongOutageCostsTheRequestItsPatienceOnce() {
        assertThat(submit()).isEqualTo(REFUSED);
        assertThat(pauses.total()).isEqualTo(Duration.ofSeconds(5));
        attempts.set(0);

        assertThat(submit()).isEqualTo(REFUSED);
        assertThat(submit()).isEqualTo(REFUSED);
        assertThat(attempts).hasValue(2);
        assertThat(pauses.total()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theNextOutageIsRiddenOutAgain() {
        submit();
        submit(new Accepted());
        attempts.set(0);

        assertThat(submit(REFUSED, REFUSED, new Accepted())).isEqualTo(new Accepted());
        assertThat(attempts).hasValue(3);
    }

    @Test
    void nothingIsTriedAgainWhenNobodyCares() {
        over.set(true);
        assertThat(submit()).isEqualTo(REFUSED);
        over.set(false);
        Acceptance stopping = new NotAccepted(Reason.STOPPING, Duration.ofSeconds(1));
        assertThat(submit(stopping)).isEqualTo(stopping);
        assertThat(attempts).hasValue(2);
    }

    /** Refused for as long as no other verdict was told. */
    private Acceptance submit(Acceptance... told) {
        verdicts.addAll(List.of(told));
        Command command = CommandFixtures.command(CommandKind.CREATE);
        Submission submission = rideOut.submit(() -> {
            attempts.incrementAndGet();
            Acceptance verdict = verdicts.isEmpty() ? REFUSED : verdicts.remove();
            return new Submission.Sent(command, new OperationIds(new byte[32]).issue(command), verdict, null);
        });
        return ((Submission.Sent) submission).acceptance();
    }
}
