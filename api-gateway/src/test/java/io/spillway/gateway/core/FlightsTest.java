package io.spillway.gateway.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandKind;
import io.spillway.gateway.core.Acceptance.AcceptanceUnknown;
import io.spillway.gateway.core.Acceptance.Accepted;
import io.spillway.gateway.core.Acceptance.NotAccepted;
import io.spillway.gateway.core.Acceptance.Reason;
import io.spillway.gateway.core.Flights.Fate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class FlightsTest {

    private final Flights flights = new Flights();
    private final Command command = CommandFixtures.command(CommandKind.DELETE);
    private final List<String> log = new ArrayList<>();

    @Test
    void whoComesBeforeTheOthersAreGoneSharesWhatWasAccepted() {
        take("first", new Accepted(), () -> take("second", new Accepted(), () -> {}));

        assertThat(log).containsExactly("first leads", "first arrives", "second arrives");
        assertThat(flights.underWay()).isZero();
    }

    /** What was refused a moment ago may be accepted now. */
    @ParameterizedTest
    @MethodSource("failures")
    void whoComesAfterAFailureTriesAnew(Acceptance failure) {
        take("first", failure, () -> take("second", new Accepted(), () -> take("third", failure, () -> {})));

        assertThat(log).containsExactly("first leads", "first arrives", "second leads", "second arrives",
                "third arrives");
        assertThat(flights.underWay()).isZero();
    }

    static List<Acceptance> failures() {
        return List.of(new AcceptanceUnknown(), new NotAccepted(Reason.REFUSED, Duration.ofSeconds(5)));
    }

    private void take(String who, Acceptance leading, Runnable beforeLeaving) {
        flights.take(command, () -> {
            log.add(who + " leads");
            return new Fate.Published(leading, null);
        }, fate -> {
            log.add(who + " arrives");
            beforeLeaving.run();
            return fate;
        });
    }
}
