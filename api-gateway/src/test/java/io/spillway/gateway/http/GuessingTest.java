package io.spillway.gateway.http;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.spillway.gateway.RunningGateway;
import io.spillway.gateway.security.MovableThrottle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who guesses names and passwords, over HTTP, from many addresses: behind a proxy that tells where callers come from. */
class GuessingTest {

    private static final int PER_ACCOUNT = 5;
    private static final int PER_ADDRESS = 8;
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final String HOME = "198.51.100.1";

    private static final MovableThrottle THROTTLE = new MovableThrottle(PER_ACCOUNT, PER_ADDRESS, WINDOW);
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.throttledBy(THROTTLE, "spring.rabbitmq.addresses=127.0.0.1:1",
                "server.forward-headers-strategy=native");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        THROTTLE.pass(WINDOW);
    }

    @Test
    void theAnswerDoesNotTellWhichNamesThereAre() {
        register("uma");

        HttpResponse<String> wrongPassword = logIn(HOME, "uma", "not uma's password");
        HttpResponse<String> nobody = logIn(HOME, "nobody-at-all", "not uma's password");
        HttpResponse<String> noName = logIn(HOME, "''", "x");

        for (HttpResponse<String> answer : List.of(wrongPassword, nobody, noName)) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(answer.headers().map().keySet()).isEqualTo(wrongPassword.headers().map().keySet());
            assertThat(withoutTrace(answer)).isEqualTo(withoutTrace(wrongPassword))
                    .contains("\"code\":\"wrong-credentials\"");
        }
    }

    @Test
    void theTimeDoesNotTellWhichNamesThereAre() {
        register("tess");
        logIn(HOME, "tess", "the first one is always slow");

        // A busy machine may spoil a measurement, so there are three. It does not hide the fault: where nothing is hashed for
        // nobody, each of them is far below a tenth.
        assertThat(Stream.generate(() -> timesRelativeToThatOf("tess", "nobody-at-all", "''")).limit(3))
                .anySatisfy(ratios -> assertThat(ratios).allSatisfy(ratio -> assertThat(ratio).isBetween(0.5, 2.0)));
    }

    @Test
    void ofAThousandGuessesAtOneAccountAFewAreLookedAt() {
        register("vera");
        for (int i = 0; i < 1_000; i++) {
            String address = "192.0.2." + i % 200; // so that no address has tried too often
            HttpResponse<String> answer = logIn(address, i % 2 == 0 ? "vera" : "VERA", "guess number " + i);

            if (i < PER_ACCOUNT) {
                assertThat(answer.statusCode()).isEqualTo(401);
            } else {
                assertThrottled(answer);
            }
        }

        assertThrottled(logIn(HOME, "vera", "vera's password")); // it is not even looked at
        register("walt");
        assertThat(logIn(HOME, "walt", "walt's password").statusCode()).as("another account").isEqualTo(200);
        THROTTLE.pass(WINDOW.dividedBy(PER_ACCOUNT));
        assertThat(logIn(HOME, "vera", "vera's password").statusCode()).as("after a while").isEqualTo(200);
    }

    @Test
    void ofManyGuessesFromOneAddressAFewAreLookedAt() {
        register("xena");
        for (int i = 0; i < 100; i++) {
            HttpResponse<String> answer = logIn("192.0.2.250", "name-" + i, "the same for all");

            if (i < PER_ADDRESS) {
                assertThat(answer.statusCode()).isEqualTo(401);
            } else {
                assertThrottled(answer);
            }
        }

        assertThrottled(logIn("192.0.2.250", "xena", "xena's password"));
        assertThat(logIn(HOME, "xena", "xena's password").statusCode()).as("another address").isEqualTo(200);
        THROTTLE.pass(WINDOW.dividedBy(PER_ADDRESS));
        assertThat(logIn("192.0.2.250", "xena", "xena's password").statusCode()).as("after a while").isEqualTo(200);
    }

    /** The medians of some wrong passwords, taken in turns. */
    private static List<Double> timesRelativeToThatOf(String somebody, String... nobodies) {
        List<String> names = Stream.concat(Stream.of(somebody), Stream.of(nobodies)).toList();
        Map<String, List<Long>> times = new HashMap<>();
        for (int round = 0; round < 5; round++) {
            for (String name : names) {
                times.computeIfAbsent(name, any -> new ArrayList<>()).add(timeOf(name));
            }
        }
        times.values().forEach(Collections::sort);
        return Stream.of(nobodies)
                .map(nobody -> (double) times.get(nobody).get(2) / times.get(somebody).get(2)).toList();
    }

    private static long timeOf(String name) {
        THROTTLE.pass(WINDOW);
        long start = System.nanoTime();
        assertThat(logIn(HOME, name, "a wrong password").statusCode()).isEqualTo(401);
        return System.nanoTime() - start;
    }

    private static void assertThrottled(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(answer.body()).contains("\"code\":\"too-many-attempts\"");
        assertThat(Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow())).isBetween(1L,
                WINDOW.toSeconds());
    }

    private static void register(String name) {
        assertThat(send(HOME, "/v1/auth/register", name, name + "'s password").statusCode()).isEqualTo(201);
    }

    private static HttpResponse<String> logIn(String address, String name, String password) {
        return send(address, "/v1/auth/token", name, password);
    }

    private static HttpResponse<String> send(String address, String path, String name, String password) {
        return gateway.post(path, "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password),
                "X-Forwarded-For", address);
    }

    private static String withoutTrace(HttpResponse<String> answer) {
        return answer.body().replaceAll("\"traceId\":\"[^\"]*\"", "");
    }
}
