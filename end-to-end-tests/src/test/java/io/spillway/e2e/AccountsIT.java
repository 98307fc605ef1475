package io.spillway.e2e;

import java.time.Duration;
import java.util.List;

import io.spillway.e2e.Api.Answer;
import io.spillway.e2e.Api.User;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who may do what, through two gateways, with a store that can be stopped. */
@Order(1)
@Execution(ExecutionMode.SAME_THREAD)
class AccountsIT {

    private static Stack stack;
    private static Api first;
    private static Api second;

    @BeforeAll
    static void start() {
        stack = Stack.shared();
        first = stack.api();
        second = stack.anotherGateway();
    }

    @Test
    void aUserSeesAndChangesOnlyTheirOwnOrders() {
        User ann = newUser("ann");
        User bob = newUser("bob");
        String order = ann.api().outcome(ann.api().post(Orders.mug("C-1"))).at("/resource/href").asString();

        assertThat(ann.api().get(order).status()).isEqualTo(200);
        problem(bob.api().get(order), 404, "order-not-found");
        assertThat(bob.api().get("/v1/orders").body().path("data")).isEmpty();
        Answer attempt = bob.api().delete(order);
        assertThat(bob.api().outcome(attempt).at("/error/code").asString()).isEqualTo("order-not-found");
        problem(ann.api().get(attempt.header("Location")), 404, "operation-not-found");
        assertThat(ann.api().get(order).status()).isEqualTo(200);
    }

    @Test
    void anOperatorSeesAndChangesEverybodysOrders() {
        User cid = newUser("cid");
        Answer accepted = cid.api().post(Orders.mug("C-2"));
        String order = cid.api().outcome(accepted).at("/resource/href").asString();
        User olga = stack.operator();

        assertThat(olga.api().get(accepted.header("Location")).text("status")).isEqualTo("Succeeded");
        assertThat(olga.api().get(order).text("createdBy")).isEqualTo(cid.api().get("/v1/auth/me").text("userId"));
        assertThat(olga.api().outcome(olga.api().delete(order)).path("status").asString()).isEqualTo("Succeeded");
        assertThat(cid.api().get(order).status()).isEqualTo(404);
    }

    @Test
    void nobodyGetsInWithoutTokenAndKeyThatBelongTogether() {
        User dan = newUser("dan");
        User eve = newUser("eve");

        Answer without = first.get("/v1/orders");
        problem(without, 401, "unauthenticated");
        assertThat(without.header("WWW-Authenticate")).isEqualTo("Bearer");
        for (Api thief : List.of(first.with(dan.accessToken(), eve.consumerKey()),
                first.with(dan.accessToken(), "wrong"), first.with(dan.refreshToken(), dan.consumerKey()),
                first.with(dan.accessToken() + "x", dan.consumerKey()))) {
            Answer refused = thief.post(Orders.mug("C-3"));
            problem(refused, 401, "invalid-token");
            assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        }
    }

    @Test
    void aRefreshTokenIsGoodOnceAndItsReuseEndsTheSession() {
        User fay = newUser("fay");
        Answer rotated = refresh(first, fay.refreshToken());
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.header("Cache-Control")).contains("no-store");

        assertThat(refresh(second, fay.refreshToken()).status()).isEqualTo(401);
        assertThat(refresh(first, rotated.text("refresh_token")).status()).isEqualTo(401);
    }

    @Test
    void aReplacedConsumerKeyStopsWorkingOnEveryGatewayWithinTwoSeconds() {
        User gus = newUser("gus");
        Api elsewhere = gus.api().at(second);
        assertThat(elsewhere.get("/v1/auth/me").status()).isEqualTo(200);

        Answer replaced = gus.api().send("POST", "/v1/auth/consumer-key", Api.JSON, "");
        assertThat(replaced.status()).isEqualTo(200);

        problem(gus.api().get("/v1/orders"), 401, "invalid-token");
        await().atMost(Duration.ofSeconds(2)).pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> problem(elsewhere.get("/v1/orders"), 401, "invalid-token"));
        User again = first.logIn("gus", gus.password(), replaced.text("consumerKey"));
        assertThat(again.api().get("/v1/orders").status()).isEqualTo(200);
    }

    @Test
    void whoLoggedOutIsOut() {
        User hal = newUser("hal");

        assertThat(hal.api().send("POST", "/v1/auth/logout", Api.JSON, "").status()).isEqualTo(204);

        problem(hal.api().get("/v1/orders"), 401, "invalid-token");
        assertThat(refresh(first, hal.refreshToken()).status()).isEqualTo(401);
        assertThat(first.send("POST", "/v1/auth/verify", Api.JSON, "{\"token\": \"" + hal.accessToken() + "\"}")
                .body().path("active").asBoolean()).isFalse();
    }

    @Test
    void writesGoOnWhileTheAccountsAreAway() {
        User ida = newUser("ida");
        assertThat(ida.api().get("/v1/orders").status()).isEqualTo(200);
        stack.stopStore();

        assertThat(ida.api().post(Orders.mug("C-4")).status()).isEqualTo(202);
        Answer login = first.send("POST", "/v1/auth/token", Api.JSON, Api.login("ida", ida.password()));
        assertThat(login.status()).isEqualTo(503);
        assertThat(login.header("Retry-After")).isNotEmpty();

        stack.startStore();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(
                () -> assertThat(first.send("POST", "/v1/auth/register", Api.JSON, Api.login("ida2", "long enough now"))
                        .status()).isEqualTo(201));
    }

    private static User newUser(String name) {
        return first.newUser(name);
    }

    private static Answer refresh(Api gateway, String token) {
        return gateway.send("POST", "/v1/auth/refresh", Api.JSON, "{\"refresh_token\": \"" + token + "\"}");
    }

    private static void problem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("code")).isEqualTo(code);
    }
}
