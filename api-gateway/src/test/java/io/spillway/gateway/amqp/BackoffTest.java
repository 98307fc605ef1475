package io.spillway.gateway.amqp;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {

    @Test
    void doublesUpToFiveSeconds() {
        Backoff backoff = new Backoff(() -> 1);

        assertThat(Stream.generate(backoff::next).limit(7)).extracting(Duration::toMillis)
                .containsExactly(200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
    }

    @Test
    void waitsAtLeastHalfOfIt() {
        assertThat(new Backoff(() -> 0).next()).hasMillis(100);
    }

    @Test
    void beginsAnewAfterASuccess() {
        Backoff backoff = new Backoff(() -> 1);
        backoff.next();
        backoff.next();

        backoff.reset();

        assertThat(backoff.next()).hasMillis(200);
    }
}
