package io.spillway.benchmarks.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LoadGeneratorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Supplier<ByteBuf> REQUESTS = () -> Unpooled
            .wrappedBuffer("POST / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    private static Answers run(FakeServer server, int connections, Arrivals arrivals, Duration patience)
            throws InterruptedException {
        try (LoadGenerator generator = new LoadGenerator(server.address(), connections, REQUESTS)) {
            return generator.run(arrivals, patience);
        }
    }

    @Test
    void countsTheWaitOfAllThatWereDueWhileTheServerStoodStill() throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(request -> {
            if (request == 100) {
                FakeServer.standStill(500);
            }
            return FakeServer.answer(202);
        })) {
            Answers answers = run(server, 2, Arrivals.atRate(400, Duration.ofSeconds(1)), PATIENCE);

            assertThat(answers.byStatus()).isEqualTo(Map.of(202, 400L));
            // 200 became due in those 500 ms, though no more than 2 could be sent; half of them waited for 250 ms and more
            long waited = answers.latency().getCountBetweenValues(250_000_000L, Long.MAX_VALUE);
            assertThat(waited).isGreaterThanOrEqualTo(90);
            assertThat(answers.millis(100)).isGreaterThanOrEqualTo(490);
        }
    }

    @Test
    void countsAnswersByStatusAndErrorsApart() throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(
                request -> request % 10 == 0 ? null : FakeServer.answer(request % 2 == 0 ? 202 : 503))) {
            Answers answers = run(server, 4, Arrivals.atRate(1_000, Duration.ofMillis(100)), PATIENCE);

            assertThat(answers.byStatus()).isEqualTo(Map.of(202, 40L, 503, 50L));
            assertThat(answers.lost()).isEqualTo(10);
            assertThat(answers.accepted()).isEqualTo(40);
            assertThat(answers.errors()).isEqualTo(60);
            assertThat(answers.requests()).isEqualTo(100);
        }
    }

    @Test
    void opensAConnectionAgainThatTheServerWantsClosed() throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(request -> FakeServer.answer(201, "Connection: close"))) {
            Answers answers = run(server, 2, Arrivals.atRate(500, Duration.ofMillis(100)), PATIENCE);

            assertThat(answers.byStatus()).isEqualTo(Map.of(201, 50L));
            assertThat(answers.lost()).isZero();
        }
    }

    @Test
    void countsWhatIsNeverAnsweredWithTheTimeItWaited() throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(request -> {
            FakeServer.standStill(request < 5 ? 0 : 3_000);
            return FakeServer.answer(202);
        })) {
            Answers answers = run(server, 2, Arrivals.atRate(100, Duration.ofMillis(100)), Duration.ofMillis(200));

            assertThat(answers.accepted()).isEqualTo(5);
            assertThat(answers.unanswered()).isEqualTo(5);
            assertThat(answers.latency().getTotalCount()).isEqualTo(10);
            assertThat(answers.millis(100)).isBetween(200.0, 2_000.0);
        }
    }

    @Test
    void keepsEveryConnectionBusyToFindTheHighestRate() throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(request -> FakeServer.answer(202))) {
            Answers answers = run(server, 8, Arrivals.whenAnswered(Duration.ofMillis(300)), PATIENCE);

            assertThat(answers.errors() + answers.unanswered()).isZero();
            assertThat(answers.accepted()).isGreaterThan(8); // each of them more than once
            assertThat(answers.rate()).isCloseTo(answers.inTime() / 0.3, within(0.001));
        }
    }
}
