package io.spillway.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.ShutdownSignalException;
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
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What the services' accounts are refused by the broker. That all their work is possible with the same accounts is shown by every
 * other test here, whose services use them.
 */
@RequiresBrokerAdministrator
class BrokerRightsIT {

    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final String OUTCOMES = "orders.outcomes.one";

    private static BrokerAccounts accounts;
    private static Connection administrator;
    private static Connection gateway;
    private static Connection otherGateway;
    private static Connection writer;

    @BeforeAll
    static void connect() throws Exception {
        TestBroker broker = TestServers.virtualHost();
        accounts = BrokerAccounts.in(broker);
        administrator = connection(broker.uri());
        gateway = connection(accounts.uri("gateway"));
        otherGateway = connection(accounts.uri("gateway"));
        writer = connection(accounts.uri("writer"));
        gateway.createChannel().queueDeclare(OUTCOMES, false, true, true, null);
    }

    @AfterAll
    static void disconnect() {
        Stream.of(gateway, otherGateway, writer, administrator).filter(each -> each != null)
                .forEach(connection -> connection.abort(1_000));
        if (accounts != null) {
            accounts.close();
        }
    }

    private static Connection connection(String uri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    interface Attempt {
        void on(Channel channel) throws Exception;
    }

    static Stream<Arguments> whatAGatewayMayNot() {
        return Stream.of(
                attempt("consume commands", consume("orders.commands.00")),
                attempt("take one command", channel -> channel.basicGet("orders.commands.00", true)),
                attempt("publish past the exchange of commands", publish("", "orders.commands.00")),
                attempt("answer in a writer's place", publish("", OUTCOMES)),
                attempt("publish dead letters", publish("orders.dead", "00")),
                attempt("publish to the broker's own exchanges", publish("amq.fanout", "")),
                attempt("purge commands", channel -> channel.queuePurge("orders.commands.00")),
                attempt("delete the queue of commands", channel -> channel.queueDelete("orders.commands.00")),
                attempt("delete the queue of dead letters", channel -> channel.queueDelete("orders.dead")),
                attempt("delete the exchange", channel -> channel.exchangeDelete("orders.commands")),
                attempt("declare a queue", channel -> channel.queueDeclare("mine", true, false, false, null)),
                attempt("declare an exchange", channel -> channel.exchangeDeclare("mine", "fanout")),
                attempt("stop commands from being routed",
                        channel -> channel.queueUnbind("orders.commands.00", "orders.commands", "00")),
                attempt("divert commands",
                        channel -> channel.queueBind("orders.dead", "orders.commands", "00")),
                attempt("have copies of commands", channel -> {
                    channel.queueDeclare("orders.outcomes.copies", false, true, true, null);
                    channel.queueBind("orders.outcomes.copies", "orders.commands", "00");
                }),
                attempt("have copies of dead letters", channel -> {
                    channel.queueDeclare("orders.outcomes.copies", false, true, true, null);
                    channel.queueBind("orders.outcomes.copies", "orders.dead", "");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatAGatewayMayNot")
    void aGatewayMayNot(String what, Attempt attempt) throws Exception {
        assertRefused(gateway, attempt, AMQP.ACCESS_REFUSED);
    }

    static Stream<Arguments> whatAWriterMayNot() {
        return Stream.of(
                attempt("publish commands", publish("orders.commands", "00")),
                attempt("publish to the broker's own exchanges", publish("amq.direct", "")),
                attempt("consume outcomes", consume(OUTCOMES)),
                attempt("take one outcome", channel -> channel.basicGet(OUTCOMES, true)),
                attempt("consume dead letters", consume("orders.dead")),
                attempt("take one dead letter", channel -> channel.basicGet("orders.dead", true)),
                attempt("purge dead letters", channel -> channel.queuePurge("orders.dead")),
                attempt("delete the queue of commands", channel -> channel.queueDelete("orders.commands.00")),
                attempt("delete the queue of dead letters", channel -> channel.queueDelete("orders.dead")),
                attempt("delete the exchange of dead letters", channel -> channel.exchangeDelete("orders.dead")),
                attempt("declare a queue", channel -> channel.queueDeclare("mine", true, false, false, null)),
                attempt("declare a queue for outcomes",
                        channel -> channel.queueDeclare("orders.outcomes.two", false, true, true, null)),
                attempt("keep gateways from the dead letters",
                        channel -> channel.queueDeclare("orders.dead.reader", false, true, true, null)),
                attempt("declare an exchange", channel -> channel.exchangeDeclare("mine", "fanout")),
                attempt("stop dead letters from being routed",
                        channel -> channel.queueUnbind("orders.dead", "orders.dead", "")),
                attempt("divert commands",
                        channel -> channel.queueBind("orders.commands.01", "orders.commands", "00")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatAWriterMayNot")
    void aWriterMayNot(String what, Attempt attempt) throws Exception {
        assertRefused(writer, attempt, AMQP.ACCESS_REFUSED);
    }

    static Stream<Arguments> whatAnotherGatewayMayNot() {
        return Stream.of(
                attempt("consume outcomes", consume(OUTCOMES)),
                attempt("take one outcome", channel -> channel.basicGet(OUTCOMES, true)),
                attempt("purge outcomes", channel -> channel.queuePurge(OUTCOMES)),
                attempt("delete the queue", channel -> channel.queueDelete(OUTCOMES)),
                attempt("declare the queue", channel -> channel.queueDeclare(OUTCOMES, false, true, true, null)));
    }

    /** The account is the same; the queue is exclusive to the connection that declared it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("whatAnotherGatewayMayNot")
    void anotherGatewayMayNotAtThisOnesOutcomes(String what, Attempt attempt) throws Exception {
        assertRefused(otherGateway, attempt, AMQP.RESOURCE_LOCKED);
    }

    @Test
    void eachMayDoItsWork() throws Exception {
        try (Channel asGateway = gateway.createChannel(); Channel asWriter = writer.createChannel()) {
            publish("orders.commands", "07").on(asGateway);
            asWriter.queueDeclarePassive("orders.commands.07");
            await().until(() -> asWriter.messageCount("orders.commands.07") == 1);
            consume("orders.commands.07").on(asWriter);
            await().until(() -> asWriter.messageCount("orders.commands.07") == 0);

            publish("", OUTCOMES).on(asWriter);
            assertThat(taken(asGateway, OUTCOMES)).isEqualTo(BODY);
            publish("orders.dead", "07").on(asWriter);
            asGateway.queueDeclare("orders.dead.reader", false, true, true, null);
            assertThat(taken(asGateway, "orders.dead")).isEqualTo(BODY);
        }
    }

    private static byte[] taken(Channel channel, String queue) {
        return await().until(() -> channel.basicGet(queue, true), message -> message != null).getBody();
    }

    private static Arguments attempt(String what, Attempt attempt) {
        return arguments(what, attempt);
    }

    private static Attempt consume(String queue) {
        return channel -> channel.basicConsume(queue, true, new DefaultConsumer(channel));
    }

    /** A refusal comes instead of the confirm. */
    private static Attempt publish(String exchange, String routingKey) {
        return channel -> {
            channel.confirmSelect();
            channel.basicPublish(exchange, routingKey, true, new BasicProperties(), BODY);
            channel.waitForConfirmsOrDie(5_000);
        };
    }

    private static void assertRefused(Connection connection, Attempt attempt, int code) throws Exception {
        Channel channel = connection.createChannel();
        try {
            assertThatThrownBy(() -> attempt.on(channel))
                    .isInstanceOfAny(IOException.class, ShutdownSignalException.class);
            assertThat(channel.getCloseReason().getReason()).isInstanceOfSatisfying(AMQP.Channel.Close.class,
                    close -> assertThat(close.getReplyCode()).as(close.getReplyText()).isEqualTo(code));
        } finally {
            channel.abort();
        }
    }
}
