package io.spillway.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;

import io.spillway.contract.command.CreateOrder;
import io.spillway.contract.identity.Role;
import io.spillway.gateway.RunningGateway;
import io.spillway.gateway.StubOrderService;
import io.spillway.gateway.TestUser;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Acceptance.AcceptanceUnknown;
import io.spillway.gateway.core.Acceptance.Accepted;
import io.spillway.gateway.core.Acceptance.NotAccepted;
import io.spillway.gateway.core.Acceptance.Reason;
import io.spillway.gateway.core.CommandPublisher;
import io.spillway.gateway.core.Outgoing;
import io.spillway.gateway.http.stream.OpenFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Many orders in one request, over HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class OrderStreamTest {

    private static final int IN_FLIGHT = 20;
    private static final String[] SETTINGS = {"spring.rabbitmq.addresses=127.0.0.1:1",
            "spillway.security.rate-limit.enabled=false", "spillway.ndjson.in-flight=" + IN_FLIGHT};
    /** Both the server and we give up soon. */
    private static final String[] IMPATIENT = Stream.concat(Stream.of(SETTINGS),
            Stream.of("spillway.ndjson.stall-timeout=3s", "server.tomcat.connection-timeout=1s"))
            .toArray(String[]::new);

    /** Answers as told, by the order's customer, and knows who waits. */
    private static final class Broker implements CommandPublisher {

        final Set<String> published = ConcurrentHashMap.newKeySet();
        final AtomicInteger calls = new AtomicInteger();
        final Set<String> copies = ConcurrentHashMap.newKeySet();
        volatile Function<String, Acceptance> verdict = customer -> new Accepted();

        @Override
        public Acceptance publish(Outgoing outgoing) {
            CreateOrder create = (CreateOrder) outgoing.command();
            String customer = create.content().customerId().value();
            calls.incrementAndGet();
            published.add(customer);
            copies.add(customer + " " + create.id() + " " + create.orderId() + " " + outgoing.trace().traceId());
            return verdict.apply(customer);
        }

        void reset() {
            published.clear();
            copies.clear();
            calls.set(0);
            verdict = customer -> new Accepted();
        }
    }

    private static final Broker BROKER = new Broker();
    private static final StubOrderService ORDERS = new StubOrderService();
    private static RunningGateway gateway;
    private static RunningGateway impatient;
    private static TestUser demo;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.publishingTo(BROKER, Stream.concat(Stream.of(SETTINGS),
                Stream.of("spillway.order-service.url=" + ORDERS.url())).toArray(String[]::new));
        impatient = RunningGateway.publishingTo(BROKER, IMPATIENT);
        demo = gateway.user("demo", Role.USER);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        impatient.close();
        ORDERS.close();
    }

    @BeforeEach
    void reset() {
        BROKER.reset();
        ORDERS.reset();
    }

    @AfterEach
    void leavesNoFileBehind() {
        await().untilAsserted(() -> assertThat(spoolFiles()).isEmpty());
    }

    @Test
    void everyLineIsAnsweredInOrderWithItsNumber() throws IOException {
        CountDownLatch last = new CountDownLatch(1);
        BROKER.verdict = customer -> {
            if (customer.equals("c-7")) {
                last.countDown();
            } else if (customer.equals("c-2")) {
                awaitLatch(last); // answered after one that came later
            }
            return new Accepted();
        };
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(utf8(order("c-1") + "\n" + order("c-2") + "\r\n\n{\"customerId\":\n"));
        body.writeBytes("{\"note\":\"Thé\"}\n".getBytes(StandardCharsets.ISO_8859_1));
        body.writeBytes(utf8("{\"note\":\"a\",\"note\":\"b\"}\n" + order("c-7") + "\n{\"version\":1}\n"
                + " ".repeat(64 * 1024 + 1) + "\n" + padded("c-10", 64 * 1024) + "\r\n" + order("c-11")));

        List<JsonNode> answers;
        try (StreamingClient client = StreamingClient.open(gateway, demo, "Prefer", "wait=5", "traceparent",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")) {
            client.send(body.toByteArray());
            client.end();
            assertThat(client.head()).startsWith("http/1.1 202").contains("content-type: application/x-ndjson\n")
                    .doesNotContain("preference-applied");
            answers = client.lines();
        }

        assertThat(answers).extracting(line -> line.path("line").asInt() + " "
                + line.path("status").asString() + line.path("code").asString(""))
                .containsExactly("1 NotStarted", "2 NotStarted", "4 400malformed-json", "5 400malformed-json",
                        "6 400malformed-json", "7 NotStarted", "8 422invalid-request", "9 413payload-too-large",
                        "10 NotStarted", "11 NotStarted");
        assertThat(answers.get(6).toString()).isEqualTo("""
                {"line":8,"type":"urn:spillway:problem:invalid-request","title":"The content is not valid",\
                "status":422,"detail":"The body breaks the rules listed in errors; nothing was done.",\
                "instance":"/v1/orders","code":"invalid-request","traceId":"4bf92f3577b34da6a3ce929d0e0e4736",\
                "errors":[{"pointer":"/version","detail":"is read-only"},\
                {"pointer":"/customerId","detail":"is required"},{"pointer":"/currency","detail":"is required"},\
                {"pointer":"/items","detail":"is required"}]}""");
        assertThat(answers.getFirst().propertyNames()).containsExactly("line", "id", "status", "kind", "createdAt",
                "resource");
        assertThat(BROKER.published).containsExactlyInAnyOrder("c-1", "c-2", "c-7", "c-10", "c-11");
        assertThat(BROKER.copies).allMatch(copy -> copy.endsWith(" 4bf92f3577b34da6a3ce929d0e0e4736"))
                .extracting(copy -> copy.split(" ")[2]).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\t\n\n"})
    void aBodyWithoutLinesIsAnsweredWithNone(String body) throws IOException {
        var answer = gateway.send("POST", "/v1/orders", body, "Content-Type", "application/x-ndjson");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aLineIsAnsweredBeforeTheNextIsSent() throws IOException {
        try (StreamingClient client = StreamingClient.open(gateway, demo)) {
            client.send(order("c-1") + "\n");
            assertThat(client.head()).startsWith("http/1.1 202").contains("transfer-encoding: chunked");
            assertThat(client.line()).isNotNull();
            client.send(order("c-2"));
            client.send("\n");
            assertThat(client.line()).isNotNull();
            client.end();
            assertThat(client.lines()).isEmpty();

            client.begin(demo);
            client.send(order("c-3"));
            client.end();
            assertThat(client.head()).as("another request on the same connection").startsWith("http/1.1 202");
            assertThat(client.lines()).hasSize(1);
        }
    }

    /** As long as nothing was answered, a 503 for all of it says more. */
    @Test
    void aBrokerThatDoesNotTakeTheFirstOrderRefusesTheRequest() throws IOException {
        for (Acceptance verdict : List.of(new NotAccepted(Reason.UNREACHABLE, Duration.ofSeconds(2)),
                new AcceptanceUnknown())) {
            BROKER.reset();
            BROKER.verdict = customer -> verdict;
            try (StreamingClient client = StreamingClient.open(gateway, demo)) {
                client.send((order("c-1") + "\n").repeat(3));
                client.end();
                assertThat(client.head()).startsWith("http/1.1 503").contains("content-type: application/problem+json")
                        .containsPattern("retry-after: [12]\n");
            }
            assertThat(BROKER.calls).as("published").hasValue(1);
        }
    }

    @Test
    void aRefusalOfALaterLineIsAProblemOfThatLine() throws IOException {
        BROKER.verdict = customer -> customer.equals("unknown") ? new AcceptanceUnknown() : new Accepted();
        try (StreamingClient client = StreamingClient.open(gateway, demo)) {
            client.send(order("c-1") + "\n" + order("unknown") + "\n" + order("c-3") + "\n");
            client.end();
            client.head();
            assertThat(client.lines()).extracting(line -> line.path("code").asString("none"))
                    .containsExactly("none", "acceptance-unknown", "none");
        }
    }

    @Test
    void aShortOutageIsRiddenOut() throws IOException {
        AtomicInteger refusals = new AtomicInteger(3);
        BROKER.verdict = customer -> customer.equals("c-1") || refusals.getAndDecrement() <= 0
                ? new Accepted()
                : new NotAccepted(Reason.UNREACHABLE, Duration.ofSeconds(2));
        try (StreamingClient client = StreamingClient.open(gateway, demo)) {
            client.send(order("c-1") + "\n" + order("c-2") + "\n" + order("c-3") + "\n");
            client.end();
            client.head();
            assertThat(client.lines()).extracting(line -> line.path("status").asString())
                    .containsExactly("NotStarted", "NotStarted", "NotStarted");
        }
        assertThat(BROKER.calls).hasValue(6);
    }

    @ParameterizedTest
    @CsvSource({"Accept, application/json, 406, not-acceptable", "If-Match, *, 400, invalid-precondition",
            "If-None-Match, *, 400, invalid-precondition"})
    void whatTheRequestCannotHaveIsRefusedBeforeAnythingIsPublished(String header, String value, int status,
            String code) {
        var answer = gateway.send("POST", "/v1/orders", order("c-1"), "Content-Type", "application/x-ndjson", header,
                value);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(BROKER.published).isEmpty();
    }

    @Test
    void otherCharsetsAreNotSupported() {
        assertThat(gateway.send("POST", "/v1/orders", order("c-1"), "Content-Type",
                "application/x-ndjson;charset=ISO-8859-1").statusCode()).isEqualTo(415);
        assertThat(gateway.send("POST", "/v1/orders", order("c-1"), "Content-Type",
                "Application/X-NDJSON; charset=\"utf-8\"").statusCode()).isEqualTo(202);
    }

    @Test
    void everyLineHasItsOwnKey() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (StreamingClient client = StreamingClient.open(gateway, demo, "Idempotency-Key", "k".repeat(255),
                    "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")) {
                client.send(order("c-1") + "\n" + order("c-2") + "\n");
                client.end();
                client.head();
                assertThat(client.lines()).hasSize(2);
            }
        }
        assertThat(BROKER.copies).as("the same commands both times").hasSize(2)
                .extracting(copy -> copy.split(" ")[1]).as("and not one for both").doesNotHaveDuplicates();
        assertThat(BROKER.calls).hasValue(4);
        assertThat(ORDERS.asked).as("whether they came before, as the caller").hasSize(4)
                .allSatisfy(asked -> assertThat(asked.headers().getFirst("Authorization")).startsWith("Bearer "));
    }

    /** 20 MB of answers: far more than fits between two sockets, and into memory. */
    @Test
    void whoSendsEverythingBeforeReadingGetsAllAnswers() throws IOException {
        int lines = 60_000;
        try (StreamingClient client = StreamingClient.open(gateway, demo)) {
            for (int i = 0; i < lines / 1_000; i++) {
                client.send("{\n".repeat(1_000));
            }
            client.end();
            await().untilAsserted(() -> assertThat(spoolFiles()).hasSize(1));
            assertThat(client.head()).startsWith("http/1.1 202");
            assertThat(client.countLines()).isEqualTo(lines);
        }
    }

    /** Its answers fill both sockets, and it takes none of them for longer than anybody waits for one direction. */
    @Test
    void whoSendsForLongBeforeReadingIsNotCutOff() throws IOException {
        AtomicLong lines = new AtomicLong();
        try (StreamingClient client = StreamingClient.open(impatient, demo)) {
            long until = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                client.send("{\n".repeat(1_000));
                lines.addAndGet(1_000);
                return System.nanoTime() > until;
            });
            client.end();
            client.head();
            assertThat(client.countLines()).isEqualTo(lines.get());
        }
    }

    /** One of them sends nothing. The other one has sent everything, and takes nothing. */
    @Test
    void whoDoesNothingAtAllIsCutOff(CapturedOutput output) throws IOException {
        try (StreamingClient silent = StreamingClient.open(impatient, demo);
                StreamingClient deaf = StreamingClient.open(impatient, demo)) {
            silent.send(order("c-1") + "\n");
            for (int i = 0; i < 60; i++) {
                deaf.send("{\n".repeat(1_000));
            }
            deaf.end();
            await().untilAsserted(() -> assertThat(spoolFiles()).hasSize(1));

            silent.head();
            assertThat(silent.line()).isNotNull();
            assertThatThrownBy(silent::line).isInstanceOf(EOFException.class);
            await().untilAsserted(() -> assertThat(spoolFiles()).isEmpty());
            deaf.head();
            assertThatThrownBy(deaf::countLines).isInstanceOf(IOException.class);
        }
        assertThat(output).doesNotContain("\tat ");
    }

    /** Tomcat counts from the last read, also when nobody wanted to read. */
    @Test
    void whoIsNotReadForLongIsNotCutOff() throws IOException {
        Semaphore confirms = new Semaphore(1);
        BROKER.verdict = customer -> {
            confirms.acquireUninterruptibly();
            return new Accepted();
        };
        try (StreamingClient client = StreamingClient.open(impatient, demo)) {
            for (int i = 0; i <= IN_FLIGHT + 1; i++) {
                client.send(order("c-" + i) + "\n");
            }
            client.head();
            assertThat(client.line()).isNotNull();
            pass(Duration.ofMillis(1_500));
            confirms.release(1_000);
            for (int i = 0; i <= IN_FLIGHT; i++) {
                assertThat(client.line()).isNotNull();
            }
            pass(Duration.ofMillis(1_500));
            client.send(order("c-1") + "\n");
            client.end();
            assertThat(client.lines()).hasSize(1);
        }
    }

    @Test
    void aBrokerThatHangsStopsTheReading() throws Exception {
        Semaphore confirms = new Semaphore(1);
        BROKER.verdict = customer -> {
            confirms.acquireUninterruptibly();
            return new Accepted();
        };
        AtomicLong sent = new AtomicLong();
        int chunks = 1_000;
        // so long that they don't fit into sockets, so short that their number is the bound
        String chunk = padded("c-1", 32 * 1024) + "\n";
        try (StreamingClient client = StreamingClient.open(gateway, demo)) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < chunks; i++) {
                        client.send(chunk);
                        sent.incrementAndGet();
                    }
                    client.end();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            awaitNoChange(sent);
            assertThat(sent.get()).as("chunks of 32 KiB on their way").isLessThan(chunks / 2);
            assertThat(BROKER.calls.get()).as("published and not confirmed").isLessThanOrEqualTo(IN_FLIGHT + 1);

            confirms.release(chunks);
            client.head();
            assertThat(client.countLines()).as("goes on by itself").isEqualTo(chunks);
            sending.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoGoesAwayLeavesNothingBehind(CapturedOutput output) throws Exception {
        Semaphore confirms = new Semaphore(1);
        BROKER.verdict = customer -> {
            confirms.acquireUninterruptibly();
            return new Accepted();
        };
        StreamingClient client = StreamingClient.open(gateway, demo);
        client.send("{\n".repeat(5_000));
        client.send((order("c-1") + "\n").repeat(1_000));
        await().until(() -> BROKER.calls.get() >= IN_FLIGHT);
        client.abort();
        confirms.release(1_000);

        await().untilAsserted(() -> assertThat(spoolFiles()).isEmpty());
        AtomicLong calls = new AtomicLong();
        await().during(Duration.ofMillis(300)).until(() -> calls.getAndSet(BROKER.calls.get()) == BROKER.calls.get());
        assertThat(BROKER.calls.get()).isLessThan(1_000);
        assertThat(output).doesNotContain("\tat ", "IOException", "ChannelException");
    }

    /** What was published by then is answered; then the connection ends in the middle of the answer. */
    @Test
    void aBodyThatBreaksOffIsAnsweredAsFarAsItGoes(CapturedOutput output) throws IOException {
        try (StreamingClient client = StreamingClient.open(gateway, demo)) {
            client.send(order("c-1") + "\n" + order("c-2") + "\n" + order("c-3"));
            client.head();
            client.breakOff();
            assertThat(client.line()).isNotNull();
            assertThat(client.line()).isNotNull();
            assertThatThrownBy(client::line).isInstanceOf(EOFException.class);
        }
        assertThat(BROKER.published).containsExactlyInAnyOrder("c-1", "c-2");
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void aFirstLineThatBreaksOffIsABadRequest(CapturedOutput output) throws IOException {
        try (StreamingClient client = StreamingClient.open(gateway, demo)) {
            client.send("{\"custom");
            client.breakOff();
            assertThat(client.head()).startsWith("http/1.1 400").contains("application/problem+json");
        }
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void aStopAnswersWhatWasTakenAndSaysWhereItEnded(CapturedOutput output) throws IOException {
        RunningGateway stopping = RunningGateway.publishingTo(BROKER, SETTINGS);
        TestUser user = stopping.user("demo", Role.USER);
        Semaphore confirms = new Semaphore(1);
        BROKER.verdict = customer -> {
            confirms.acquireUninterruptibly();
            return new Accepted();
        };
        try (StreamingClient client = StreamingClient.open(stopping, user)) {
            client.send(order("c-1") + "\n\n" + order("c-2") + "\n");
            client.head();
            assertThat(client.line()).isNotNull();
            await().until(() -> BROKER.calls.get() == 2);
            long began = System.nanoTime();
            CompletableFuture<Void> stop = CompletableFuture.runAsync(stopping::close);
            await().until(() -> output.getOut().contains("Commencing graceful shutdown"));
            confirms.release();

            assertThat(client.lines()).extracting(line -> line.path("line").asInt() + line.path("code").asString(""))
                    .containsExactly("3", "4not-accepted");
            stop.join();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(output).doesNotContain("\tat ");
    }

    private static String order(String customer) {
        return "{\"customerId\":\"%s\",\"currency\":\"EUR\",\"items\":[{\"sku\":\"a\",\"name\":\"Tea\",\"quantity\":1,\"unitPrice\":2}]}"
                .formatted(customer);
    }

    private static String padded(String customer, int length) {
        String order = order(customer);
        return order + " ".repeat(length - order.length());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }

    private static void awaitNoChange(AtomicLong value) {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500)).until(() -> before.getAndSet(value.get()) == value.get());
    }

    private static List<String> spoolFiles() throws IOException {
        return OpenFiles.named(".answers");
    }
}
