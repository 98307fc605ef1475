package io.spillway.orders;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import io.jsonwebtoken.Jwts;
import io.spillway.contract.identity.Role;
import io.spillway.orders.RunningService.Answer;
import io.spillway.orders.TestGateway.Credentials;
import io.spillway.orders.security.SigningKey;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.spillway.orders.WrittenDocuments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who gets an answer, over HTTP. */
class SecurityHttpIT {

    private static TestDatabase database;
    private static WrittenDocuments written;
    private static TestGateway gateway;
    private static RunningService service;
    private static Credentials ann;
    private static Credentials bob;
    private static Credentials olga;

    @BeforeAll
    static void start() {
        database = TestDatabase.of(SecurityHttpIT.class);
        written = new WrittenDocuments(database);
        gateway = new TestGateway();
        service = new RunningService(gateway, database);
        ann = gateway.user("ann");
        bob = gateway.user("bob");
        olga = gateway.operator("olga");
    }

    @AfterAll
    static void stop() {
        service.close();
        gateway.close();
        written.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/orders", "GET, /v1/orders/4711", "HEAD, /v1/orders", "OPTIONS, /v1/orders",
            "POST, /v1/orders", "GET, /internal/commands/4711", "GET, /", "GET, /nowhere", "GET, /error",
            "GET, /actuator/health", "GET, /livez/x", "GET, /LIVEZ", "POST, /logout", "GET, /login"})
    void everyRouteButTheProbesNeedsCredentials(String method, String path) {
        Answer answer = service.exchange(service.port(), method, path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void theProblemOfMissingCredentialsHasEveryMember() {
        Answer answer = service.exchange(service.port(), "GET", "/v1/orders", "Accept", "text/html", "traceparent",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.text()).isEqualTo("""
                {"type":"urn:spillway:problem:unauthenticated","title":"Who are you?","status":401,\
                "detail":"Send an access token as Authorization: Bearer, and its consumer key as ConsumerKey.",\
                "instance":"/v1/orders","code":"unauthenticated","traceId":"4bf92f3577b34da6a3ce929d0e0e4736"}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void probesAnswerEverybodyWhateverTheyBring(String path) {
        assertThat(service.exchange(service.port(), "GET", path).status()).isEqualTo(200);
        assertThat(service.exchange(service.port(), "GET", path, "Authorization", "Bearer x").status()).isEqualTo(200);
    }

    @Test
    void theManagementPortTellsWhoeverReachesItHealthAndMetrics() {
        int port = service.managementPort();

        assertThat(service.exchange(port, "GET", "/actuator/health").status()).isEqualTo(200);
        assertThat(service.exchange(port, "GET", "/actuator/metrics").status()).isEqualTo(200);
        assertThat(service.exchange(service.port(), "GET", "/actuator/metrics").status()).isEqualTo(401);
    }

    /** By the names that docs/metrics.md gives them. */
    @Test
    void prometheusFindsTheDocumentedMetersOnTheManagementPortAlone() {
        service.exchange(service.port(), "GET", "/v1/orders");

        Answer scraped = service.exchange(service.managementPort(), "GET", "/actuator/prometheus");

        assertThat(scraped.text()).contains("http_server_requests_seconds_bucket",
                "mongodb_driver_pool_checkoutfailed_total", "logback_events_total");
        assertThat(service.exchange(service.port(), "GET", "/actuator/prometheus").status()).isEqualTo(401);
    }

    @Test
    void anotherSchemeIsToldOurs() {
        Answer answer = service.exchange(service.port(), "GET", "/v1/orders", "Authorization",
                "Basic YW5uOnNlY3JldA==");

        assertProblem(answer, 401, "unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void credentialsThatCannotBeReadAreABadRequest() {
        for (String[] headers : List.of(
                new String[]{"Authorization", "Bearer", "ConsumerKey", "x"},
                new String[]{"Authorization", "Bearer two words", "ConsumerKey", "x"},
                new String[]{"Authorization", "Bearer x", "Authorization", "Bearer x", "ConsumerKey", "x"},
                new String[]{"Authorization", "Bearer x", "ConsumerKey", "x", "ConsumerKey", "x"})) {
            Answer answer = service.exchange(service.port(), "GET", "/v1/orders", headers);

            assertProblem(answer, 400, "invalid-credentials-request");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_request\"");
        }
    }

    @Test
    void aTokenThatIsNotValidIsRefused() {
        String expired = gateway.key().token("ann", Role.USER, ann.consumerKey(), Instant.now().minusSeconds(1_000));
        String forged = new SigningKey().token("ann", Role.USER, ann.consumerKey(), Instant.now());
        String[] parts = ann.token().split("\\.");
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8);
        String none = SigningKey.encode(header.replace("ES256", "none")) + "." + parts[1] + ".";
        String other = gateway.key().unsigned("ann", Role.USER, ann.consumerKey(), Instant.now()).issuer("other")
                .signWith(gateway.key().privateKey(), Jwts.SIG.ES256).compact();

        for (String token : List.of(expired, forged, none, other, "x", "x".repeat(7_000))) {
            assertInvalid(new Credentials(token, ann.consumerKey()));
        }
    }

    @Test
    void aStolenTokenIsWorthNothing() {
        service.get(ann, "/v1/orders");

        assertInvalid(new Credentials(ann.token(), bob.consumerKey()));
        Answer keyless = service.exchange(service.port(), "GET", "/v1/orders", "Authorization",
                "Bearer " + ann.token());
        assertProblem(keyless, 401, "invalid-token");
    }

    @Test
    void anOrderIsItsOwnersAndTheOperators() {
        UUID anns = written.write(written.order("ann", "c-1", NOON));

        assertThat(service.get(ann, "/v1/orders/" + anns).status()).isEqualTo(200);
        assertThat(service.get(olga, "/v1/orders/" + anns).status()).isEqualTo(200);
        assertProblem(service.get(bob, "/v1/orders/" + anns), 404, "order-not-found");
    }

    @Test
    void aListHoldsTheCallersOrdersAndForOperatorsAll() {
        String anns = written.write(written.order("ann", "shared", NOON)).toString();
        String bobs = written.write(written.order("bob", "shared", NOON)).toString();
        String list = "/v1/orders?customerId=shared";

        assertThat(ids(service.get(ann, list))).containsExactly(anns);
        assertThat(ids(service.get(bob, list))).containsExactly(bobs);
        assertThat(ids(service.get(olga, list))).containsExactlyInAnyOrder(anns, bobs);
    }

    @Test
    void aCommandIsItsOwnersAndTheOperators() {
        UUID id = UUID.randomUUID();
        Document command = written.command(id, "create").append("version", 1L).append("actor", "ann");
        written.writeBatch(NOON.plusSeconds(1), command);

        assertThat(service.get(ann, "/internal/commands/" + id).status()).isEqualTo(200);
        assertThat(service.get(olga, "/internal/commands/" + id).status()).isEqualTo(200);
        assertProblem(service.get(bob, "/internal/commands/" + id), 404, "command-not-found");
    }

    @Test
    void theGatewayIsAskedForItsKeysOnce() {
        int before = gateway.asked();
        try (RunningService fresh = new RunningService(gateway, database)) {
            for (int i = 0; i < 10; i++) {
                assertThat(fresh.get(gateway.user("user-" + i), "/v1/orders").status()).isEqualTo(200);
            }
        }

        assertThat(gateway.asked()).isEqualTo(before + 1);
    }

    @Test
    void startsWithoutAGatewayAndAnswersWhenItIsThereAndWhenItIsGoneAgain() {
        try (TestGateway late = new TestGateway()) {
            late.goAway();
            try (RunningService fresh = new RunningService(late, database)) {
                Answer unavailable = fresh.get("/v1/orders");
                assertProblem(unavailable, 503, "keys-unavailable");
                assertThat(unavailable.header("Retry-After")).isEqualTo("2");
                assertThat(unavailable.header("WWW-Authenticate")).isEmpty();
                assertThat(fresh.exchange(fresh.port(), "GET", "/v1/orders").status()).isEqualTo(401);
                assertThat(fresh.get("/readyz").status()).isEqualTo(200);

                late.comeBack();
                await()
                        .untilAsserted(() -> assertThat(fresh.get("/v1/orders").status()).isEqualTo(200));

                late.goAway();
                assertThat(fresh.get(late.user("another"), "/v1/orders").status()).isEqualTo(200);
            }
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void logsNeitherTokensNorKeys(CapturedOutput output) {
        String invalid = new SigningKey().token("ann", Role.USER, "x", Instant.now());
        try (RunningService talkative = new RunningService(gateway, database, "--logging.level.io.spillway=trace",
                "--logging.level.org.springframework.security=trace",
                "--logging.level.org.springframework.web=trace", "--logging.level.io.jsonwebtoken=trace")) {
            talkative.get(ann, "/v1/orders");
            talkative.get(new Credentials(ann.token(), bob.consumerKey()), "/v1/orders");
            talkative.get(new Credentials(invalid, ann.consumerKey()), "/v1/orders");
            talkative.get(new Credentials("two words", ann.consumerKey()), "/v1/orders");
            talkative.get(new Credentials("ab.cd.ef", ann.consumerKey()), "/v1/orders");
        }

        assertThat(output).contains("GET /v1/orders").doesNotContain("Using generated security password");
        for (String secret : List.of(ann.consumerKey(), bob.consumerKey(), "two words", "ab.cd.ef")) {
            assertThat(output).doesNotContain(secret);
        }
        for (String token : List.of(ann.token(), invalid)) {
            assertThat(output).doesNotContain(token.split("\\."));
        }
    }

    private static List<String> ids(Answer list) {
        return list.json().get("data").valueStream().map(order -> order.get("id").asString()).toList();
    }

    private static void assertInvalid(Credentials credentials) {
        Answer answer = service.get(credentials, "/v1/orders");
        assertProblem(answer, 401, "invalid-token");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("code").asString()).isEqualTo(code);
        assertThat(answer.text()).doesNotContain("Exception", "127.0.0.1", "io.spillway");
    }
}
