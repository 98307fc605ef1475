package io.spillway.gateway.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import io.spillway.contract.identity.Role;
import io.spillway.gateway.RunningGateway;
import io.spillway.gateway.StubOrderService;
import io.spillway.gateway.TestKeys;
import io.spillway.gateway.TestUser;
import io.spillway.gateway.core.FakePublisher;
import io.spillway.gateway.core.identity.InMemoryIdentity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The life of an account, over HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class AuthHttpTest {

    static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String GOOD_ORDER = """
            {"customerId":"c","currency":"EUR","items":[{"sku":"a","name":"Tea","quantity":1,"unitPrice":2}]}""";

    private static final FakePublisher PUBLISHER = new FakePublisher();
    private static final InMemoryIdentity IDENTITY = new InMemoryIdentity();
    private static StubOrderService orderService;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        orderService = new StubOrderService();
        gateway = RunningGateway.publishingTo(PUBLISHER, IDENTITY,
                "spillway.order-service.url=" + orderService.url(), "spring.rabbitmq.addresses=127.0.0.1:1",
                "spillway.security.rate-limit.requests=50", "spillway.security.rate-limit.window=1h",
                "spillway.security.cors.origins=https://shop.example",
                "logging.level.io.spillway=trace", "logging.level.org.springframework.security=trace",
                "logging.level.org.springframework.web=trace", "spring.mvc.log-request-details=false");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        orderService.close();
    }

    @AfterEach
    void comeBack() {
        IDENTITY.away = false;
        orderService.reset();
    }

    @Test
    void aWholeLifeLeavesNoSecretInTheLogs(CapturedOutput output) {
        HttpResponse<String> registered = register("Lena", "Lena's secret");
        JsonNode account = json(registered, 201);
        String key = account.path("consumerKey").asString();
        assertThat(key).matches("[A-Za-z0-9_-]{43}");
        assertThat(account.path("userId").asString()).matches("[0-9a-f]{32}");
        assertThat(account.propertyNames()).containsExactlyInAnyOrder("userId", "consumerKey");

        HttpResponse<String> login = logIn("lena", "Lena's secret");
        JsonNode tokens = json(login, 200);
        assertThat(login.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(tokens.path("token_type").asString()).isEqualTo("Bearer");
        assertThat(tokens.path("expires_in").intValue()).isEqualTo(900);
        assertThat(tokens.propertyNames()).containsExactlyInAnyOrder("access_token", "token_type", "expires_in",
                "refresh_token");
        TestUser lena = new TestUser(tokens.path("access_token").asString(), key);

        JsonNode me = json(gateway.getAsIs("/v1/auth/me", lena.headers()), 200);
        assertThat(me.path("userId")).isEqualTo(account.path("userId"));
        assertThat(me.path("username").asString()).isEqualTo("lena");
        assertThat(me.path("roles")).isEqualTo(MAPPER.readTree("[\"USER\"]"));

        assertThat(gateway.post("/v1/orders", GOOD_ORDER, lena.headers()).statusCode()).isEqualTo(202);
        assertThat(PUBLISHER.published.getLast().header().actor().user()).hasToString(me.path("userId").asString());

        JsonNode verified = json(verify(lena.token()), 200);
        assertThat(verified.path("active").booleanValue()).isTrue();
        assertThat(verified.path("sub")).isEqualTo(account.path("userId"));
        assertThat(verified.path("exp").longValue()).isGreaterThan(System.currentTimeMillis() / 1000);
        assertThat(verified.path("roles")).isEqualTo(MAPPER.readTree("[\"USER\"]"));

        JsonNode refreshed = json(refresh(tokens.path("refresh_token").asString()), 200);
        HttpResponse<String> rotation = gateway.post("/v1/auth/consumer-key", "", lena.headers());
        String newKey = json(rotation, 200).path("consumerKey").asString();
        assertThat(rotation.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(gateway.getAsIs("/v1/auth/me", lena.headers()).statusCode()).as("the old key").isEqualTo(401);
        assertThat(gateway.getAsIs("/v1/auth/me",
                new TestUser(refreshed.path("access_token").asString(), newKey).headers()).statusCode())
                .as("a token of the old key with the new one").isEqualTo(401);
        assertThat(json(verify(lena.token()), 200)).isEqualTo(MAPPER.readTree("{\"active\": false}"));

        JsonNode last = json(refresh(refreshed.path("refresh_token").asString()), 200);
        TestUser again = new TestUser(last.path("access_token").asString(), newKey);
        assertThat(gateway.post("/v1/auth/logout", "", again.headers()).statusCode()).isEqualTo(204);
        assertThat(gateway.getAsIs("/v1/auth/me", again.headers()).statusCode()).isEqualTo(401);
        assertThat(refresh(last.path("refresh_token").asString()).statusCode()).isEqualTo(401);

        assertThat(output.getAll()).as("something was logged at all").contains("/v1/auth/consumer-key")
                .doesNotContain("Lena's secret", key, newKey, lena.token(), again.token(),
                        tokens.path("refresh_token").asString(), refreshed.path("refresh_token").asString(),
                        refreshed.path("access_token").asString(), last.path("refresh_token").asString())
                .doesNotContain(lena.token().split("\\.")[2]);
    }

    @Test
    void aNameIsGivenOnce() {
        register("Mona", "password one");

        HttpResponse<String> answer = register("mONA", "password two");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("\"code\":\"username-taken\"");
        assertThat(logIn("mona", "password two").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"username":"ab","password":"good enough"}                | /username | must be 3 to 64
            {"username":"-abc","password":"good enough"}              | /username | must be 3 to 64
            {"username":"a b","password":"good enough"}               | /username | must be 3 to 64
            {"username":"abc","password":"short"}                     | /password | at least 8 characters
            {"username":"abc","password":"good\\u0000enough"}         | /password | must not contain U+0000
            {"username":"abc","password":12345678}                    | /password | must be a string
            {"username":"abc"}                                        | /password | is required
            {"username":"abc","password":"good enough","role":"OPERATOR"} | /role | is not a known property
            """)
    void anAccountThatCannotBeIsToldWhy(String body, String pointer, String detail) {
        HttpResponse<String> answer = gateway.post("/v1/auth/register", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("\"pointer\":\"" + pointer + "\"").contains(detail)
                .doesNotContain("good enough", "12345678");
    }

    @Test
    void aPasswordIsLongWhenItsBytesAre() {
        assertThat(register("olga", "é".repeat(37)).statusCode()).isEqualTo(422);
        assertThat(register("olga", "é".repeat(36)).statusCode()).isEqualTo(201);
        assertThat(logIn("olga", "e\u0301".repeat(36)).statusCode()).as("typed on another keyboard").isEqualTo(200);
        assertThat(logIn("olga", "é".repeat(37)).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "token", "refresh", "verify"})
    void bodiesAreReadStrictly(String what) {
        assertThat(gateway.post("/v1/auth/" + what, "{").statusCode()).isEqualTo(400);
        assertThat(gateway.post("/v1/auth/" + what, "[]").statusCode()).isEqualTo(422);
        assertThat(gateway.sendAsIs(gateway.request("/v1/auth/" + what).POST(HttpRequest.BodyPublishers.ofString(
                "username=a&password=b")).header("Content-Type", "application/x-www-form-urlencoded")).statusCode())
                .isEqualTo(415);
        assertThat(gateway.getAsIs("/v1/auth/" + what).statusCode()).isEqualTo(405);
    }

    @Test
    void anExpiredTokenInTheHeadersDoesNotStopALogin() {
        register("paul", "paul's password");

        assertThat(gateway.post("/v1/auth/token", "{\"username\":\"paul\",\"password\":\"paul's password\"}",
                "Authorization", "Bearer gone", "ConsumerKey", "x").statusCode()).isEqualTo(200);
    }

    /** RFC 7517 §5. */
    @Test
    void theKeySetIsForEverybodyAndHasNoPrivatePart() {
        HttpResponse<String> answer = gateway.getAsIs("/.well-known/jwks.json");

        assertThat(answer.headers().firstValue("Cache-Control")).contains("max-age=300, public");
        JsonNode key = json(answer, 200).path("keys").path(0);
        assertThat(key.propertyNames()).containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid", "use", "alg");
        assertThat(key.path("kid").asString()).isEqualTo(TestKeys.thumbprint(TestKeys.signing()));
    }

    @Test
    void withoutTheDatabaseOnlyAccountsAreUnavailable() {
        register("rosa", "rosa's password");
        JsonNode tokens = json(logIn("rosa", "rosa's password"), 200);
        TestUser demo = gateway.user("away", Role.USER);
        IDENTITY.away = true;

        for (HttpResponse<String> answer : List.of(register("sven", "sven's password"),
                logIn("rosa", "rosa's password"), logIn("nobody", "rosa's password"),
                refresh(tokens.path("refresh_token").asString()),
                gateway.post("/v1/auth/consumer-key", "", demo.headers()),
                gateway.post("/v1/auth/logout", "", demo.headers()), gateway.getAsIs("/v1/auth/me", demo.headers()))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"accounts-unavailable\"");
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        }
        assertThat(gateway.post("/v1/orders", GOOD_ORDER, demo.headers()).statusCode()).isEqualTo(202);
        IDENTITY.away = false;
        assertThat(refresh(tokens.path("refresh_token").asString()).statusCode()).as("was not spent").isEqualTo(200);
    }

    @Test
    void aGatewayThatNeverHeardWhatIsRevokedLetsNobodyIn() {
        InMemoryIdentity away = new InMemoryIdentity();
        away.away = true;
        try (RunningGateway young = RunningGateway.publishingTo(new FakePublisher(), away,
                "spring.rabbitmq.addresses=127.0.0.1:1")) {
            HttpResponse<String> answer = young.get("/v1/orders");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"accounts-unavailable\"");
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
            assertThat(young.getAsIs("/readyz").statusCode()).isEqualTo(200);
            assertThat(young.getAsIs("/v1/orders").statusCode()).isEqualTo(401);
        }
    }

    /** RFC 6585 §4. */
    @Test
    void aUserMayNotAskForMoreThanTheQuota() {
        TestUser busy = gateway.user("busy", Role.USER);

        HttpResponse<String> first = gateway.getAsIs("/v1/orders", busy.headers());
        assertThat(structured(first, "RateLimit-Policy")).isEqualTo(Map.of("user", Map.of("q", 50L, "w", 3_600L)));
        assertThat(effectiveWindow(first, 49)).isBetween(70L, 72L);
        for (int i = 1; i < 50; i++) {
            assertThat(gateway.getAsIs("/v1/orders", busy.headers()).statusCode()).isEqualTo(404);
        }
        HttpResponse<String> over = gateway.getAsIs("/v1/orders", busy.headers());

        assertThat(over.statusCode()).isEqualTo(429);
        assertThat(over.body()).contains("\"code\":\"rate-limited\"");
        assertThat(structured(over, "RateLimit-Policy")).isEqualTo(structured(first, "RateLimit-Policy"));
        assertThat(effectiveWindow(over, 0)).isBetween(60L, 72L);
        assertThat(Long.parseLong(over.headers().firstValue("Retry-After").orElseThrow()))
                .as("not before the window ends")
                .isBetween(effectiveWindow(over, 0), 72L);
        assertThat(gateway.getAsIs("/v1/orders", gateway.user("other", Role.USER).headers()).statusCode())
                .isEqualTo(404);
    }

    /** Of the one policy there is; {@code r} and {@code t} are all that the draft asks for. */
    private static long effectiveWindow(HttpResponse<String> answer, long available) {
        Map<String, Long> limit = structured(answer, "RateLimit").get("user");
        assertThat(limit).containsOnlyKeys("r", "t").containsEntry("r", available);
        return limit.get("t");
    }

    /** draft-ietf-httpapi-ratelimit-headers-11, §3 and §4: both fields are Lists of Structured Fields. */
    private static Map<String, Map<String, Long>> structured(HttpResponse<String> answer, String field) {
        assertThat(answer.headers().allValues(field)).hasSize(1);
        return StructuredList.parse(answer.headers().allValues(field).getFirst());
    }

    @Test
    void orderServiceGetsTheCredentialsToSeeForItself() {
        TestUser tina = gateway.user("tina", Role.USER);
        orderService.answers(200, Map.of("Content-Type", "application/json"), "{}");

        gateway.getAsIs("/v1/orders", tina.headers());
        String operation = gateway.post("/v1/orders", GOOD_ORDER, tina.headers()).headers().firstValue("Location")
                .orElseThrow();
        gateway.getAsIs(operation, tina.headers());

        assertThat(orderService.asked).extracting(StubOrderService.Asked::target)
                .anyMatch(target -> target.startsWith("/internal/commands/"));
        assertThat(orderService.asked).isNotEmpty().allSatisfy(asked -> {
            assertThat(asked.headers().get("Authorization")).containsExactly("Bearer " + tina.token());
            assertThat(asked.headers().get("ConsumerKey")).containsExactly(tina.consumerKey());
            assertThat(asked.headers().containsKey("traceparent")).isTrue();
        });
    }

    @Test
    void pagesOfAConfiguredOriginMayCallAndOthersNot() {
        HttpResponse<String> preflight = gateway.sendAsIs(HttpRequest.newBuilder(
                gateway.request("/v1/orders").build().uri()).method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .headers("Origin", "https://shop.example", "Access-Control-Request-Method", "POST",
                        "Access-Control-Request-Headers", "authorization,consumerkey"));
        HttpResponse<String> foreign = gateway.getAsIs("/v1/orders", "Origin", "https://evil.example");

        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.body()).contains("\"code\":\"origin-not-allowed\"");
    }

    private static HttpResponse<String> register(String name, String password) {
        return gateway.post("/v1/auth/register", credentials(name, password));
    }

    private static HttpResponse<String> logIn(String name, String password) {
        return gateway.post("/v1/auth/token", credentials(name, password));
    }

    private static HttpResponse<String> refresh(String token) {
        return gateway.post("/v1/auth/refresh", "{\"refresh_token\":\"" + token + "\"}");
    }

    private static HttpResponse<String> verify(String token) {
        return gateway.post("/v1/auth/verify", "{\"token\":\"" + token + "\"}");
    }

    private static String credentials(String name, String password) {
        return MAPPER.writeValueAsString(Map.of("username", name, "password", password));
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return MAPPER.readTree(answer.body());
    }
}
