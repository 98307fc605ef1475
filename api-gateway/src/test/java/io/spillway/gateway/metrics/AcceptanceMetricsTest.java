package io.spillway.gateway.metrics;

import java.time.Duration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spillway.gateway.core.Acceptance.AcceptanceUnknown;
import io.spillway.gateway.core.Acceptance.Accepted;
import io.spillway.gateway.core.Acceptance.NotAccepted;
import io.spillway.gateway.core.Acceptance.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

class AcceptanceMetricsTest {

    private static final Duration TOOK = Duration.ofMillis(7);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AcceptanceMetrics metrics = new AcceptanceMetrics(registry);

    @Test
    void anAcceptedCommandIsCountedWithTheTimeThatItTook() {
        metrics.onAcceptance(new Accepted(), TOOK);

        assertThat(counted("accepted", "none")).isEqualTo(1);
        assertThat(registry.get("spillway.gateway.confirm.time").timer().totalTime(MILLISECONDS)).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void aRefusedOneIsCountedByItsReasonWithoutATime(Reason reason) {
        assertThat(counted("not-accepted", reason.name().toLowerCase())).as("there from the start").isZero();

        metrics.onAcceptance(new NotAccepted(reason, Duration.ofSeconds(1)), TOOK);

        assertThat(counted("not-accepted", reason.name().toLowerCase())).isEqualTo(1);
        assertThat(registry.get("spillway.gateway.confirm.time").timer().count()).isZero();
    }

    @Test
    void oneThatMayHaveArrivedIsNeither() {
        metrics.onAcceptance(new AcceptanceUnknown(), TOOK);

        assertThat(counted("acceptance-unknown", "none")).isEqualTo(1);
        assertThat(registry.get("spillway.gateway.confirm.time").timer().count()).isZero();
    }

    private double counted(String result, String reason) {
        return registry.get("spillway.gateway.commands").tag("result", result).tag("reason", reason).counter().count();
    }
}
