package io.spillway.gateway;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import io.spillway.gateway.amqp.BrokerProxy;
import io.spillway.gateway.core.FakePublisher;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Gateways with their database, which is slow, away, or shared with another gateway. */
@Execution(ExecutionMode.CONCURRENT) // each test has its own gateways and database, and none a broker
@ResourceLock(value = Resources.SYSTEM_OUT, mode = ResourceAccessMode.READ)
class AccountsDatabaseIT {

    private static final String ORDER = """
            {"customerId":"c","currency":"EUR","items":[{"sku":"a","name":"Tea","quantity":1,"unitPrice":2}]}""";
    private static final String LOGIN = "{\"username\":\"ann\",\"password\":\"ann's password\"}";
    private static final String OPERATOR_KEY = "Zm9yIHRlc3RzIG9ubHksIDMyIGJ5dGVzIGxvbmcuLi4";

    private final TestStore store = TestServers.store();
    private final String database = store.uniqueDatabase(AccountsDatabaseIT.class);
    private final ServerAddress address = new ServerAddress(new ConnectionString(store.uri()).getHosts().getFirst());
    private final BrokerProxy proxy = new BrokerProxy(address.getHost(), address.getPort());
    private final List<RunningGateway> gateways = new ArrayList<>();

    @AfterEach
    void stop() {
        gateways.forEach(RunningGateway::close);
        proxy.close();
        store.dropDatabase(database);
    }

    @Test
    void aKeyReplacedAtOneGatewayStopsAtTheOtherWithinTwoSeconds() {
        RunningGateway one = gateway();
        RunningGateway other = gateway();
        TestUser ann = registerAndLogIn(one);
        await().until(() -> one.post("/v1/orders", ORDER, ann.headers()).statusCode() == 202);
        await().until(() -> other.post("/v1/orders", ORDER, ann.headers()).statusCode() == 202);

        assertThat(one.post("/v1/auth/consumer-key", "", ann.headers()).statusCode()).isEqualTo(200);

        assertThat(one.post("/v1/orders", ORDER, ann.headers()).statusCode()).as("at once").isEqualTo(401);
        await().atMost(Duration.ofSeconds(2)).pollInterval(Duration.ofMillis(50))
                .until(() -> other.post("/v1/orders", ORDER, ann.headers()).statusCode() == 401);
    }

    @Test
    void withoutTheDatabaseAGoodTokenIsGoodAndARevokedOneIsNot() {
        RunningGateway gateway = gateway();
        TestUser ann = registerAndLogIn(gateway);
        TestUser goner = logIn(gateway, ann.consumerKey());
        await().until(() -> gateway.post("/v1/auth/logout", "", goner.headers()).statusCode() == 204);

        proxy.refusing();

        assertThat(gateway.post("/v1/orders", ORDER, ann.headers()).statusCode()).isEqualTo(202);
        assertThat(gateway.post("/v1/orders", ORDER, goner.headers()).statusCode()).isEqualTo(401);
        for (HttpResponse<String> answer : List.of(gateway.post("/v1/auth/token", LOGIN),
                gateway.post("/v1/auth/consumer-key", "", ann.headers()),
                gateway.getAsIs("/v1/auth/me", ann.headers()))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        }
        assertThat(gateway.getAsIs("/readyz").statusCode()).isEqualTo(200);

        proxy.accepting();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> gateway.post("/v1/auth/token", LOGIN).statusCode() == 200);
    }

    @Test
    void aGatewayStartsWithoutItsDatabaseAndMakesTheOperatorWhenItComes() {
        proxy.refusing();
        RunningGateway gateway = gateway("spillway.security.operator.username=Root",
                "spillway.security.operator.password=root's password",
                "spillway.security.operator.consumer-key=" + OPERATOR_KEY);
        assertThat(gateway.getAsIs("/readyz").statusCode()).isEqualTo(200);
        assertThat(gateway.send("POST", "/v1/orders", ORDER, "Content-Type", "application/json").statusCode())
                .as("what is revoked was never read").isEqualTo(503);

        proxy.accepting();

        String login = "{\"username\":\"root\",\"password\":\"root's password\"}";
        await().atMost(Duration.ofSeconds(40))
                .until(() -> gateway.post("/v1/auth/token", login).statusCode() == 200);
        TestUser root = new TestUser(member(gateway.post("/v1/auth/token", login), "access_token"), OPERATOR_KEY);
        await().untilAsserted(() -> assertThat(gateway.getAsIs("/v1/admin/x", root.headers()).statusCode())
                .as("let in, and nothing there").isEqualTo(404));
    }

    @Test
    void ofManyWhoRefreshWithOneTokenAtTheSameTimeOneAtMostGetsAnother() throws Exception {
        RunningGateway gateway = gateway();
        registerAndLogIn(gateway);
        String token = member(gateway.post("/v1/auth/token", LOGIN), "refresh_token");
        String body = "{\"refresh_token\":\"" + token + "\"}";

        List<Future<Integer>> answers;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = callers.invokeAll(Collections.nCopies(16,
                    () -> gateway.post("/v1/auth/refresh", body).statusCode()));
        }

        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).containsOnly(200, 401).containsOnlyOnce(200);
    }

    private RunningGateway gateway(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        // it looks for a database that was away twice a second, not every ten
        all.add("spring.mongodb.uri=mongodb://127.0.0.1:%d/%s?directConnection=true&heartbeatFrequencyMS=500"
                .formatted(proxy.port(), database));
        all.add("spring.rabbitmq.addresses=127.0.0.1:1");
        RunningGateway gateway = RunningGateway.withDatabase(new FakePublisher(), all.toArray(String[]::new));
        gateways.add(gateway);
        return gateway;
    }

    private static TestUser registerAndLogIn(RunningGateway gateway) {
        HttpResponse<String> registered = gateway.post("/v1/auth/register", LOGIN);
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
        return logIn(gateway, member(registered, "consumerKey"));
    }

    private static TestUser logIn(RunningGateway gateway, String key) {
        return new TestUser(member(gateway.post("/v1/auth/token", LOGIN), "access_token"), key);
    }

    private static String member(HttpResponse<String> answer, String name) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body()).path(name).asString();
    }
}
