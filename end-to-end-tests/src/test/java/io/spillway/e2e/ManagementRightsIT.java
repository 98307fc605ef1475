package io.spillway.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import com.rabbitmq.client.ConnectionFactory;
import io.spillway.testservers.BrokerAccounts;
import io.spillway.testservers.RequiresBrokerAdministrator;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What the broker's management API shows to its accounts, and refuses them: the viewer only looks, and nobody administers. */
@RequiresBrokerAdministrator
class ManagementRightsIT {

    private static TestBroker broker;
    private static BrokerAccounts accounts;

    @BeforeAll
    static void define() {
        broker = TestServers.virtualHost();
        accounts = BrokerAccounts.in(broker);
    }

    @AfterAll
    static void close() {
        if (accounts != null) {
            accounts.close();
        }
    }

    /** Nor publish or read through the management API, which does that on a connection of the user's. */
    @Test
    void aViewerMayNotEvenConnect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(accounts.uri("viewer"));

        assertThatThrownBy(factory::newConnection).isInstanceOf(IOException.class)
                .rootCause().hasMessageContaining("limit (0) is reached");
    }

    @Test
    void aViewerSeesTheQueues() throws Exception {
        HttpResponse<String> queues = ask("viewer", "GET", "queues/{vhost}", "");

        assertThat(queues.statusCode()).isEqualTo(200);
        assertThat(queues.body()).contains("orders.commands.00", "orders.commands.07", "orders.dead");
        assertThat(ask("viewer", "GET", "overview", "").statusCode()).isEqualTo(200);
        assertThat(ask("viewer", "GET", "queues/{vhost}/orders.commands.00", "").statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> whatAViewerMayNot() {
        String message = "{\"properties\": {}, \"routing_key\": \"00\", \"payload\": \"\", \"payload_encoding\": \"string\"}";
        String take = "{\"count\": 1, \"ackmode\": \"ack_requeue_false\", \"encoding\": \"auto\"}";
        return Stream.of(
                arguments("publish a command", "POST", "exchanges/{vhost}/orders.commands/publish", message),
                arguments("publish past the exchange", "POST", "exchanges/{vhost}/amq.default/publish", message),
                arguments("read dead letters", "POST", "queues/{vhost}/orders.dead/get", take),
                arguments("purge dead letters", "DELETE", "queues/{vhost}/orders.dead/contents", ""),
                arguments("delete a queue", "DELETE", "queues/{vhost}/orders.commands.00", ""),
                arguments("declare a queue", "PUT", "queues/{vhost}/mine", "{\"durable\": true}"),
                arguments("delete an exchange", "DELETE", "exchanges/{vhost}/orders.commands", ""),
                arguments("bind a queue", "POST", "bindings/{vhost}/e/orders.commands/q/orders.dead", "{}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatAViewerMayNot")
    void aViewerMayNot(String what, String method, String path, String body) throws Exception {
        assertThat(ask("viewer", method, path, body).statusCode()).isEqualTo(401);
    }

    static Stream<Arguments> whatAdministratorsDo() {
        return Stream.of(
                arguments("GET", "definitions", ""),
                arguments("POST", "definitions", "{}"),
                arguments("GET", "users", ""),
                arguments("PUT", "users/somebody", "{\"password\": \"some password\", \"tags\": \"administrator\"}"),
                arguments("PUT", "permissions/{vhost}/{user}",
                        "{\"configure\": \".*\", \"write\": \".*\", \"read\": \".*\"}"),
                arguments("DELETE", "user-limits/{user}/max-connections", ""),
                arguments("PUT", "policies/{vhost}/mine",
                        "{\"pattern\": \".*\", \"definition\": {\"max-length\": 1}, \"apply-to\": \"queues\"}"),
                arguments("PUT", "vhosts/mine", "{}"),
                arguments("DELETE", "vhosts/{vhost}", ""));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("whatAdministratorsDo")
    void nobodyAdministers(String method, String path, String body) throws Exception {
        for (String account : List.of("gateway", "writer", "viewer")) {
            assertThat(ask(account, method, path, body).statusCode()).as(account).isEqualTo(401);
        }
    }

    private static HttpResponse<String> ask(String account, String method, String path, String body) throws Exception {
        String credentials = accounts.user(account) + ":" + accounts.password();
        URI target = URI.create(accounts.management() + "/api/"
                + path.replace("{vhost}", broker.virtualHost()).replace("{user}", accounts.user(account)));
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(HttpRequest.newBuilder(target)
                    .header("Authorization",
                            "Basic " + Base64.getEncoder()
                                    .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                    .header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofString());
        }
    }
}
