package io.spillway.gateway.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Acceptance.Reason;
import io.spillway.gateway.core.AcceptanceListener;
import org.springframework.stereotype.Component;

/**
 * Counts commands by what callers were told. Requests are no measure of that: one may carry many commands and is answered
 * {@code 202} whatever becomes of its lines. All counters are there from the start, so that the first refusal is an increase.
 */
@Component
final class AcceptanceMetrics implements AcceptanceListener {

    private final Timer confirmTime;
    private final Counter accepted;
    private final Counter unknown;
    private final Map<Reason, Counter> notAccepted = new EnumMap<>(Reason.class);

    AcceptanceMetrics(MeterRegistry registry) {
        this.confirmTime = Timer.builder("spillway.gateway.confirm.time")
                .description("Time until the broker had confirmed a command").register(registry);
        this.accepted = commands(registry, "accepted", "none");
        this.unknown = commands(registry, "acceptance-unknown", "none");
        for (Reason reason : Reason.values()) {
            notAccepted.put(reason, commands(registry, "not-accepted", reason.name().toLowerCase(Locale.ROOT)));
        }
    }

    // Prometheus wants the same tags on every counter of one name
    private static Counter commands(MeterRegistry registry, String result, String reason) {
        return Counter.builder("spillway.gateway.commands").baseUnit("commands")
                .description("Commands on their way to the broker").tag("result", result).tag("reason", reason)
                .register(registry);
    }

    @Override
    public void onAcceptance(Acceptance acceptance, Duration took) {
        switch (acceptance) {
            case Acceptance.Accepted yes -> {
                accepted.increment();
                confirmTime.record(took);
            }
            case Acceptance.AcceptanceUnknown maybe -> unknown.increment();
            case Acceptance.NotAccepted no -> Objects.requireNonNull(notAccepted.get(no.reason())).increment();
        }
    }
}
