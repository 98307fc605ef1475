package io.spillway.orders;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.spillway.embedded.EmbeddedStore;
import io.spillway.orders.RunningService.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.spillway.orders.WrittenDocuments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Without a store, readers wait for a bounded time and are told to come back. */
@ExtendWith(OutputCaptureExtension.class)
class StoreOutageHttpIT {

    private static final List<String> READS = List.of("/v1/orders/" + UUID.randomUUID(), "/v1/orders",
            "/internal/commands/" + UUID.randomUUID());

    private static final String DATABASE = "outages";

    // Any store will do: what breaks here is the line to it.
    private final EmbeddedStore store = EmbeddedStore.start(EmbeddedStore.Settings.inMemory());

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void startsWithoutAStoreAndAnswersWhenItIsThere(CapturedOutput output) throws Exception {
        try (StoreRelay relay = new StoreRelay(store.port())) {
            relay.refuse();
            try (RunningService service = new RunningService(relay.uri(), DATABASE)) {
                for (String read : READS) {
                    long before = System.nanoTime();
                    Answer answer = service.get(read);
                    assertUnavailable(answer);
                    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
                    assertThat(output.toString().lines()).as("the problem's trace leads to the reason")
                            .anyMatch(line -> line.contains("[" + answer.json().get("traceId").asString() + "] ")
                                    && line.contains("Answering 503"));
                }
                assertThat(service.get("/livez").status()).isEqualTo(200);
                assertThat(service.get("/readyz").status()).isEqualTo(200);

                relay.pass();
                assertThat(service.get("/v1/orders").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void doesNotWaitForAStoreThatStoppedAnswering() throws Exception {
        try (StoreRelay relay = new StoreRelay(store.port());
                WrittenDocuments written = new WrittenDocuments(store.uri(), DATABASE);
                RunningService service = new RunningService(relay.uri() + "?timeoutMS=500", DATABASE)) {
            UUID id = written.write(written.order("demo", "c-1", NOON));
            assertThat(service.get("/v1/orders/" + id).status()).isEqualTo(200);

            relay.stall();
            long before = System.nanoTime();
            assertUnavailable(service.get("/v1/orders/" + id));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));

            relay.pass();
            assertThat(service.get("/v1/orders/" + id).status()).isEqualTo(200);
        }
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(answer.json().get("code").asString()).isEqualTo("store-unavailable");
        assertThat(answer.text()).doesNotContain("mongo", "127.0.0.1", "Exception");
    }
}
