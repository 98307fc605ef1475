package io.spillway.gateway.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.spillway.contract.identity.Role;
import io.spillway.gateway.ForgedToken;
import io.spillway.gateway.RunningGateway;
import io.spillway.gateway.StubOrderService;
import io.spillway.gateway.TestKeys;
import io.spillway.gateway.TestUser;
import io.spillway.gateway.core.FakePublisher;
import io.spillway.gateway.core.identity.ConsumerKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What attackers try, over HTTP. Nobody gets in, and nobody is told why. */
class AttacksTest {

    private static final String BARE = "Bearer";
    private static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";
    private static final String INVALID_REQUEST = "Bearer error=\"invalid_request\"";
    private static final String ORDERS = "/v1/orders";

    private static final KeyPair KEYS = TestKeys.signing();
    private static final KeyPair OTHER_KEYS = TestKeys.generate("secp256r1");
    private static final String KEY = ConsumerKey.generate(new SecureRandom()).value();

    private static final FakePublisher PUBLISHER = new FakePublisher();
    private static StubOrderService orderService;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        orderService = new StubOrderService();
        gateway = RunningGateway.publishingTo(PUBLISHER, "spillway.order-service.url=" + orderService.url(),
                "spring.rabbitmq.addresses=127.0.0.1:1", "spillway.security.throttle.per-address=100000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        orderService.close();
    }

    @BeforeEach
    void reset() {
        orderService.reset();
    }

    private static ForgedToken good() {
        return ForgedToken.of(KEYS, KEY);
    }

    static Stream<Arguments> forgeries() {
        String token = good().text();
        String[] parts = token.split("\\.");
        String publicKeyPem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(KEYS.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        String elsewhere = orderService.url() + "/jwks.json";
        Map<String, String> embedded = Map.of("kty", "EC", "crv", "P-256", "x", "AA", "y", "AA");
        return Stream.of(
                arguments("alg none", good().header("alg", "none").unsigned().text()),
                arguments("alg None, with a signature", good().header("alg", "None").text()),
                arguments("no signature", parts[0] + "." + parts[1] + "."),
                arguments("no third part", parts[0] + "." + parts[1]),
                arguments("HS256 with the public key's bytes", good().macWith(KEYS.getPublic().getEncoded()).text()),
                arguments("HS256 with the public key's PEM",
                        good().macWith(publicKeyPem.getBytes(StandardCharsets.UTF_8)).text()),
                arguments("another algorithm's name", good().header("alg", "ES384").text()),
                arguments("no algorithm", good().header("alg", null).text()),
                arguments("another issuer", good().claim("iss", "https://evil.example").text()),
                arguments("no issuer", good().claim("iss", null).text()),
                arguments("another audience", good().claim("aud", "another").text()),
                arguments("other audiences", good().claim("aud", List.of("a", "b")).text()),
                arguments("no audience", good().claim("aud", null).text()),
                arguments("expired", good().time("exp", -31).text()),
                arguments("no expiry", good().claim("exp", null).text()),
                arguments("an expiry that is no time", good().claim("exp", "never").text()),
                arguments("not yet valid", good().time("nbf", 35).text()),
                arguments("tampered payload", parts[0] + "." + good().claim("sub", "root").text().split("\\.")[1] + "."
                        + parts[2]),
                arguments("tampered header", good().header("x", "y").text().split("\\.")[0] + "." + parts[1] + "."
                        + parts[2]),
                arguments("zeroes for a signature", parts[0] + "." + parts[1] + "."
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64])),
                arguments("another key under our kid", good().signedBy(OTHER_KEYS.getPrivate()).text()),
                arguments("unknown kid", ForgedToken.of(OTHER_KEYS, KEY).text()),
                arguments("no kid", good().header("kid", null).text()),
                arguments("kid that is a path", good().header("kid", "../../../../dev/null").text()),
                arguments("kid that is a URL", good().header("kid", elsewhere).text()),
                arguments("kid that is a query", good().header("kid", "' OR 1=1 --").text()),
                arguments("keys from elsewhere", ForgedToken.of(OTHER_KEYS, KEY).header("jku", elsewhere)
                        .header("x5u", elsewhere).text()),
                arguments("a key of its own", ForgedToken.of(OTHER_KEYS, KEY).header("jwk", embedded).text()),
                arguments("an extension it calls critical", good().header("crit", List.of("x")).header("x", 1).text()),
                arguments("compressed", good().header("zip", "DEF").text()),
                arguments("encrypted", parts[0] + "." + parts[1] + ".AA.AA.AA"),
                arguments("an identity token", good().header("typ", "JWT").text()),
                arguments("no type", good().header("typ", null).text()),
                arguments("no user", good().claim("sub", null).text()),
                arguments("a user that is none", good().claim("sub", "a b").text()),
                arguments("no roles", good().claim("roles", null).text()),
                arguments("roles that are no list", good().claim("roles", "OPERATOR").text()),
                arguments("no session", good().claim("sid", null).text()),
                arguments("no confirmation", good().claim("cnf", null).text()),
                arguments("a confirmation of another kind", good().claim("cnf", Map.of("jkt", "x")).text()),
                arguments("another key's", ForgedToken.of(KEYS, "another").text()),
                arguments("rubbish", "rubbish"),
                arguments("dots", "a.b.c"));
    }

    @Test
    void theTokenThatTheForgeriesBeginWithIsGood() {
        assertThat(getWith(good().text(), KEY).statusCode()).isEqualTo(404);
        assertThat(getWith(good().time("exp", -25).text(), KEY).statusCode()).as("clocks differ").isEqualTo(404);
        assertThat(getWith(good().time("nbf", 25).text(), KEY).statusCode()).as("clocks differ").isEqualTo(404);
        assertThat(getWith(good().claim("aud", List.of("a", "spillway-orders")).text(), KEY).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void aForgedTokenIsNotGoodAndNothingIsFetchedForIt(String what, String token) {
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = getWith(token, KEY);
            assertRefused(answer, 401, INVALID_TOKEN, "invalid-token");
            assertThat(answer.body()).doesNotContain(token);
        }
        assertThat(gateway.post("/v1/auth/verify", "{\"token\":\"" + token + "\"}").body())
                .satisfies(body -> {
                    if (!what.contains("another key's")) {
                        assertThat(body).isEqualTo("{\"active\":false}");
                    }
                });
        assertThat(orderService.asked).as("what anybody was asked").isEmpty();
    }

    @Test
    void aTokenOf100KiBIsRefusedBeforeAnybodyReadsIt() {
        String huge = good().claim("x", "y".repeat(100_000)).text();

        assertThat(gateway.sendRaw("GET /v1/orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + huge
                + "\r\nConsumerKey: " + KEY + "\r\n\r\n")).startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
        assertThat(gateway.post("/v1/auth/verify", "{\"token\":\"" + good().claim("x", "y".repeat(8_000)).text()
                + "\"}").body()).isEqualTo("{\"active\":false}");
        assertThat(gateway.post("/v1/auth/verify", "{\"token\":\"" + huge + "\"}").statusCode()).isEqualTo(413);
    }

    @Test
    void aStolenTokenWithoutItsKeyIsWorthNothing() {
        TestUser ann = gateway.user("ann", Role.USER);
        TestUser eve = gateway.user("eve", Role.USER);

        assertRefused(gateway.getAsIs(ORDERS, "Authorization", "Bearer " + ann.token()), 401, INVALID_TOKEN,
                "invalid-token");
        assertRefused(getWith(ann.token(), eve.consumerKey()), 401, INVALID_TOKEN, "invalid-token");
        assertRefused(getWith(ann.token(), " "), 401, INVALID_TOKEN, "invalid-token");
        assertRefused(getWith(ann.token(), "x".repeat(1000)), 401, INVALID_TOKEN, "invalid-token");
        assertThat(getWith(ann.token(), ann.consumerKey()).statusCode()).isEqualTo(404);
    }

    /** RFC 6750 §3.1. */
    @Test
    void withoutCredentialsNothingIsSaidAboutThem() {
        for (String target : List.of(ORDERS, "/v1/operations/x", "/v1/auth/me", "/v1/admin/dead-letters", "/v1", "/",
                "/actuator/health", "/internal/commands/x", "/error", "/v1/auth/token/x")) {
            assertRefused(gateway.getAsIs(target), 401, BARE, "unauthenticated");
        }
        assertRefused(gateway.getAsIs(ORDERS, "ConsumerKey", KEY), 401, BARE, "unauthenticated");
        assertRefused(gateway.getAsIs(ORDERS, "Authorization", "Basic YTpi"), 401, BARE, "unauthenticated");
        assertRefused(gateway.post(ORDERS, "{}"), 401, BARE, "unauthenticated");
        assertRefused(gateway.post("/v1/auth/logout", ""), 401, BARE, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer a b", "bearer ,", "Bearer a,b", "Bearer \"a\"", "Bearer=a", "a=b c",
            "Bearer a=b"})
    void aMalformedHeaderIsABadRequest(String header) {
        assertRefused(gateway.getAsIs(ORDERS, "Authorization", header, "ConsumerKey", KEY), 400, INVALID_REQUEST,
                "invalid-credentials-request");
    }

    @Test
    void credentialsTwiceAreABadRequest() {
        String token = good().text();

        assertRefused(gateway.getAsIs(ORDERS, "Authorization", "Bearer " + token, "Authorization", "Bearer " + token,
                "ConsumerKey", KEY), 400, INVALID_REQUEST, "invalid-credentials-request");
        assertRefused(gateway.getAsIs(ORDERS, "Authorization", "Bearer " + token, "ConsumerKey", KEY, "ConsumerKey",
                "other"), 400, INVALID_REQUEST, "invalid-credentials-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?access_token=", "?limit=1&access_token=", "?access%5Ftoken=", "?ConsumerKey="})
    void credentialsInTheUriAreABadRequest(String query) {
        String token = good().text();
        HttpResponse<String> answer = gateway.getAsIs(ORDERS + query + token, "Authorization", "Bearer " + token,
                "ConsumerKey", KEY);

        assertRefused(answer, 400, INVALID_REQUEST, "invalid-credentials-request");
        assertThat(answer.body()).doesNotContain(token);
        assertThat(orderService.asked).isEmpty();
    }

    @Test
    void theNameOfTheSchemeIsWrittenAsOneLikes() {
        assertThat(gateway.getAsIs(ORDERS, "authorization", "bEARER  " + good().text(), "consumerkey", KEY)
                .statusCode()).isEqualTo(404);
    }

    @Test
    void aUserIsNoOperator() {
        assertRefused(gateway.get("/v1/admin/dead-letters"), 403, "Bearer error=\"insufficient_scope\"",
                "insufficient-scope");
        assertThat(gateway.get("/v1/admin/x", gateway.user("root", Role.OPERATOR).headers()).statusCode())
                .isEqualTo(404);
        assertThat(getWith(good().claim("roles", List.of("operator", "ADMIN", 7)).text(), KEY).statusCode())
                .as("unknown roles give no right").isEqualTo(404);
    }

    @Test
    void aRefreshTokenIsNoAccessToken() {
        register("rita");
        HttpResponse<String> login = logIn("rita", "rita's password");
        String refreshToken = member(login, "refresh_token");

        assertRefused(getWith(refreshToken, KEY), 401, INVALID_TOKEN, "invalid-token");
        assertRefused(gateway.post("/v1/auth/refresh", "{\"refresh_token\":\"" + member(login, "access_token") + "\"}"),
                401, BARE, "invalid-refresh-token");
    }

    @Test
    void aRefreshTokenUsedTwiceEndsTheWholeSession() {
        String key = member(register("sara"), "consumerKey");
        HttpResponse<String> first = logIn("sara", "sara's password");
        HttpResponse<String> second = refresh(member(first, "refresh_token"));
        assertThat(getWith(member(second, "access_token"), key).statusCode()).isEqualTo(404);

        assertRefused(refresh(member(first, "refresh_token")), 401, BARE, "invalid-refresh-token");

        assertRefused(refresh(member(second, "refresh_token")), 401, BARE, "invalid-refresh-token");
        assertRefused(getWith(member(first, "access_token"), key), 401, INVALID_TOKEN, "invalid-token");
        assertRefused(getWith(member(second, "access_token"), key), 401, INVALID_TOKEN, "invalid-token");
        assertThat(logIn("sara", "sara's password").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/v1/orders;jsessionid=1", "/v1//orders", "/v1/orders/%2e%2e/x", "/v1/orders/%00", "/v1/orders/a%0Ab",
            "/v1/orders/%25", "/v1/%61dmin%3bx"})
    void aPathThatTheFirewallRefusesIsAProblem(String path) {
        HttpResponse<String> answer = gateway.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.body()).contains("\"code\":\"bad-request\"");
    }

    @Test
    void noPageOfAnotherOriginMayCall() {
        HttpRequest.Builder preflight = gateway.request(ORDERS, "Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody());

        assertThat(gateway.sendAsIs(preflight).headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    /** RFC 9110 §9.3.7: without CORS a preflight is a plain OPTIONS, and told the methods of its resource only. */
    @Test
    void withoutCorsAPreflightIsNothingSpecial() {
        HttpRequest.Builder preflight = gateway.request("/v1/auth/token", "Origin", "https://shop.example",
                "Access-Control-Request-Method", "POST").method("OPTIONS", HttpRequest.BodyPublishers.noBody());

        HttpResponse<String> answer = gateway.sendAsIs(preflight);

        assertThat(answer.headers().firstValue("Allow")).contains("POST,OPTIONS");
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    private static HttpResponse<String> getWith(String token, String key) {
        return gateway.getAsIs(ORDERS, "Authorization", "Bearer " + token, "ConsumerKey", key);
    }

    private static HttpResponse<String> register(String name) {
        HttpResponse<String> answer = gateway.post("/v1/auth/register",
                "{\"username\":\"%s\",\"password\":\"%s's password\"}".formatted(name, name));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    private static HttpResponse<String> logIn(String name, String password) {
        return gateway.post("/v1/auth/token",
                "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password));
    }

    private static HttpResponse<String> refresh(String token) {
        return gateway.post("/v1/auth/refresh", "{\"refresh_token\":\"" + token + "\"}");
    }

    private static String member(HttpResponse<String> answer, String name) {
        return AuthHttpTest.MAPPER.readTree(answer.body()).path(name).asString();
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String challenge, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly(challenge);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(PUBLISHER.published).isEmpty();
    }
}
