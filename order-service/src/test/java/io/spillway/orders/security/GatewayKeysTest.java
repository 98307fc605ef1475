package io.spillway.orders.security;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.spillway.orders.security.GatewayKeys.Lookup;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When the gateway is asked for its keys, and what is known meanwhile. */
class GatewayKeysTest {

    private static final SigningKey OLD = new SigningKey();
    private static final SigningKey NEW = new SigningKey();
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-31T12:00:00Z"));
    private final FakeKeySource source = new FakeKeySource(OLD);
    private final GatewayKeys keys = new GatewayKeys(source, clock::nanoTime);

    @Test
    void asksWhenTheFirstKeyIsNeededAndThenNoMore() {
        assertThat(source.asked()).isZero();

        assertThat(keys.find(OLD.id())).isEqualTo(new Lookup.Found(OLD.publicKey()));
        assertThat(keys.find(OLD.id())).isEqualTo(new Lookup.Found(OLD.publicKey()));

        assertThat(source.asked()).isEqualTo(1);
    }

    @Test
    void asksForAnUnknownKeyAtMostOnceInTenSeconds() {
        keys.find(OLD.id());
        source.publish(OLD, NEW);

        clock.advance(GatewayKeys.ASK_AGAIN.minus(MOMENT));
        for (int i = 0; i < 1_000; i++) {
            assertThat(keys.find("made up " + i)).isEqualTo(new Lookup.Unknown());
        }
        assertThat(keys.find(NEW.id())).isEqualTo(new Lookup.Unknown());
        assertThat(source.asked()).isEqualTo(1);

        clock.advance(MOMENT);
        assertThat(keys.find(NEW.id())).isEqualTo(new Lookup.Found(NEW.publicKey()));
        assertThat(keys.find("made up")).isEqualTo(new Lookup.Unknown());
        assertThat(source.asked()).isEqualTo(2);
    }

    @Test
    void keepsItsKeysWhileTheGatewayIsAway() {
        keys.find(OLD.id());
        source.goAway();

        clock.advance(Duration.ofDays(1));

        assertThat(keys.find(OLD.id())).isEqualTo(new Lookup.Found(OLD.publicKey()));
        assertThat(source.asked()).isEqualTo(2);
    }

    @Test
    void doesNotCallAKeyUnknownThatTheGatewayCouldNotBeAskedFor() {
        keys.find(OLD.id());
        source.goAway();
        clock.advance(GatewayKeys.ASK_AGAIN);

        assertThat(keys.find(NEW.id())).isEqualTo(new Lookup.Unavailable());
        clock.advance(GatewayKeys.ASK_AGAIN.minus(MOMENT));
        assertThat(keys.find(NEW.id())).isEqualTo(new Lookup.Unavailable());
        assertThat(source.asked()).isEqualTo(2);

        source.publish(OLD);
        clock.advance(MOMENT);
        assertThat(keys.find(NEW.id())).isEqualTo(new Lookup.Unknown());
    }

    @Test
    void asksEverySecondUntilItHasTheFirst() {
        source.goAway();

        assertThat(keys.find(OLD.id())).isEqualTo(new Lookup.Unavailable());
        assertThat(keys.find(OLD.id())).isEqualTo(new Lookup.Unavailable());
        assertThat(source.asked()).isEqualTo(1);

        source.publish(OLD);
        clock.advance(GatewayKeys.ASK_AGAIN_FOR_THE_FIRST);
        assertThat(keys.find(OLD.id())).isEqualTo(new Lookup.Found(OLD.publicKey()));
    }

    @Test
    void forgetsAKeyThatWasWithdrawn() {
        source.publish(OLD, NEW);
        keys.find(OLD.id());
        source.publish(NEW);

        clock.advance(GatewayKeys.REFRESH.minus(MOMENT));
        assertThat(keys.find(OLD.id())).isEqualTo(new Lookup.Found(OLD.publicKey()));
        clock.advance(MOMENT);
        assertThat(keys.find(OLD.id())).isEqualTo(new Lookup.Unknown());
        assertThat(keys.find(NEW.id())).isEqualTo(new Lookup.Found(NEW.publicKey()));
    }

    @Test
    void whoNamesAKnownKeyDoesNotWaitForAnAnswerThatSomebodyElseAskedFor() throws Exception {
        SlowSource slow = new SlowSource();
        GatewayKeys waiting = new GatewayKeys(slow, clock::nanoTime);
        slow.answer.countDown();
        waiting.find(OLD.id());
        slow.hold();
        clock.advance(GatewayKeys.REFRESH);
        FutureTask<Lookup> first = new FutureTask<>(() -> waiting.find("made up"));
        Thread.startVirtualThread(first);
        slow.asking.await();

        assertThat(waiting.find(OLD.id())).isEqualTo(new Lookup.Found(OLD.publicKey()));
        assertThat(first).isNotDone();

        slow.answer.countDown();
        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(new Lookup.Unknown());
        assertThat(slow.asked).hasValue(2);
    }

    private static final class SlowSource implements KeySource {

        final AtomicInteger asked = new AtomicInteger();
        volatile CountDownLatch asking = new CountDownLatch(1);
        volatile CountDownLatch answer = new CountDownLatch(1);

        void hold() {
            asking = new CountDownLatch(1);
            answer = new CountDownLatch(1);
        }

        @Override
        public Map<String, PublicKey> fetch() throws IOException {
            asked.incrementAndGet();
            asking.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return Map.of(OLD.id(), OLD.publicKey());
        }
    }
}
