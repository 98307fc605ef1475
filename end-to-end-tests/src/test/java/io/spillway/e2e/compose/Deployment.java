package io.spillway.e2e.compose;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.spillway.e2e.Api;
import io.spillway.e2e.Api.Answer;
import io.spillway.e2e.Orders;
import io.spillway.e2e.Secrets;
import io.spillway.e2e.faults.Management;
import io.spillway.testservers.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The stack in containers, used as from outside: by the gateway, the management UI and {@code docker compose}. */
final class Deployment implements AutoCloseable {

    /** Why a test is skipped, in the words by which skipped tests are named at the end of a run. */
    static final String LACKS = "lacks a test server: it needs the stack in containers, -Dcompose.files=docker-compose.yml";
    /** What tests share that would only be slow beside each other. */
    static final String LOCK = "docker compose";

    private static final String NAME = "SPILLWAY_SECURITY_OPERATOR_USERNAME";
    private static final String PASSWORD = "SPILLWAY_SECURITY_OPERATOR_PASSWORD";
    private static final String KEY = "SPILLWAY_SECURITY_OPERATOR_CONSUMER_KEY";
    private static final Pattern VIEWER = Pattern.compile("user +(\\S+)\\s+password +(\\S+)");
    private static final Pattern OPERATOR = Pattern.compile("user +(\\S+)\\s+password +(\\S+)\\s+ConsumerKey +(\\S+)");

    private final int gatewayPort = FreePorts.one();
    private final int managementPort = FreePorts.one();
    private final Compose compose;

    /** @param files below the root, with colons between */
    Deployment(String name, String files) {
        compose = new Compose("spillway-" + name + "-" + ProcessHandle.current().pid(), files,
                Map.of("GATEWAY_PORT", "127.0.0.1:" + gatewayPort, "MANAGEMENT_UI_PORT",
                        String.valueOf(managementPort)));
    }

    Compose compose() {
        return compose;
    }

    int gatewayPort() {
        return gatewayPort;
    }

    Api gateway() {
        return new Api(gatewayPort);
    }

    URI managementUi() {
        return URI.create("http://127.0.0.1:" + managementPort + "/");
    }

    /** As the viewer sees it. */
    Management management() {
        Matcher viewer = shown(VIEWER);
        return new Management("http://%s:%s@127.0.0.1:%d".formatted(viewer.group(1), viewer.group(2), managementPort));
    }

    /** The first operator, under the names that the guided tour has for it. */
    Map<String, String> operator() {
        Matcher operator = shown(OPERATOR);
        return Map.of(NAME, operator.group(1), PASSWORD, operator.group(2), KEY, operator.group(3));
    }

    /** As documented: what people need is shown on demand. */
    private Matcher shown(Pattern account) {
        Matcher found = account.matcher(compose.runOnce("secrets", "show"));
        if (!found.find()) {
            throw new IllegalStateException("No account is shown like " + account);
        }
        IntStream.rangeClosed(2, found.groupCount()).mapToObj(found::group).forEach(Secrets::keep);
        return found;
    }

    Duration up(int writers) {
        return compose.up(writers);
    }

    /**
     * Somebody with a new account. Healthy is not warm: while everything else has just been started, a login may take longer
     * than a gateway waits for the store.
     */
    Api newcomer(String name) {
        AtomicInteger tries = new AtomicInteger();
        AtomicReference<Api> newcomer = new AtomicReference<>();
        await().atMost(Duration.ofMinutes(4)).pollDelay(Duration.ZERO).ignoreExceptions().untilAsserted(
                () -> newcomer.set(gateway().newUser(name + "-" + tries.incrementAndGet()).api()));
        return newcomer.get();
    }

    /** @return how long it took until the first newcomer had an order that was applied */
    Duration firstOrder() {
        long begun = System.nanoTime();
        Api first = newcomer("first");
        await().atMost(Duration.ofMinutes(1)).pollDelay(Duration.ZERO).untilAsserted(() -> assertThat(first
                .send("POST", "/v1/orders", Api.JSON, Orders.mug("C-1"), "Prefer", "wait=10").status()).isEqualTo(201));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** As the operator sees them. */
    int deadLetters() {
        Map<String, String> operator = operator();
        Answer answer = gateway().logIn(operator.getOrDefault(NAME, ""), operator.getOrDefault(PASSWORD, ""),
                operator.getOrDefault(KEY, "")).api().get("/v1/admin/dead-letters?limit=1");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.body().path("total").asInt();
    }

    /** Keeps what the containers printed, and leaves nothing else. */
    @Override
    public void close() {
        try {
            compose.saveLogs();
        } finally {
            compose.close();
        }
    }
}
