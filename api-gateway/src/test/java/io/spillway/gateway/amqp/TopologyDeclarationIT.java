package io.spillway.gateway.amqp;

import java.util.stream.Stream;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partitions;
import io.spillway.testservers.BrokerAccounts;
import io.spillway.testservers.RequiresBrokerAdministrator;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresBrokerAdministrator
@ExtendWith(OutputCaptureExtension.class)
@ResourceLock(Resources.SYSTEM_OUT)
@Order(Integer.MAX_VALUE) // so that nobody who prints is waited for
class TopologyDeclarationIT {

    private static final String MAY_NOT = "may not declare exchanges and queues; only looking whether they are there";

    private final TestBroker broker = TestServers.virtualHost();
    private final BrokerAccounts accounts = BrokerAccounts.in(broker);
    private final TopologyDeclaration topology = declaration(OrderTopology.DEFAULT_MAX_LENGTH);
    private Connection restricted;
    private Connection administrator;

    @BeforeEach
    void connect() throws Exception {
        restricted = connection(accounts.uri("gateway"));
        administrator = connection(broker.uri());
    }

    @AfterEach
    void close() {
        Stream.of(restricted, administrator).forEach(connection -> connection.abort(1_000));
        accounts.close();
    }

    private static Connection connection(String uri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        return factory.newConnection();
    }

    private static TopologyDeclaration declaration(long maxLength) {
        return new TopologyDeclaration(OrderTopology.declarables(new Partitions(Partitions.DEFAULT), maxLength));
    }

    @Test
    void isContentWithWhatIsThereWhereItMayDeclareNothing(CapturedOutput output) throws Exception {
        topology.declare(restricted);
        topology.declare(restricted);

        assertThat(output).containsOnlyOnce(MAY_NOT).doesNotContain("WARN");
    }

    @Test
    void namesTheQueueThatIsMissingAndThatItMayNotDeclare(CapturedOutput output) throws Exception {
        broker.deleteQueues("orders.commands.05");

        topology.declare(restricted);

        assertThat(output).contains("1 of 20 exchanges, queues and bindings are not as they should be",
                "The queue orders.commands.05 is missing, and this account may not declare it",
                "load deploy/rabbitmq/definitions.json");
    }

    @Test
    void findsWhatWasMadeMeanwhile(CapturedOutput output) throws Exception {
        broker.deleteQueues("orders.commands.05");
        topology.declare(restricted);
        declaration(OrderTopology.DEFAULT_MAX_LENGTH).declare(administrator);
        int before = output.getOut().length();

        topology.declare(restricted);

        assertThat(output.getOut().substring(before)).doesNotContain("missing");
    }

    @Test
    void declaresWhatIsMissingWhereItMay(CapturedOutput output) throws Exception {
        broker.deleteQueues("orders.commands.05", "orders.dead");

        topology.declare(administrator);

        try (Channel channel = administrator.createChannel()) {
            assertThat(channel.queueDeclarePassive("orders.commands.05").getQueue()).isNotNull();
            assertThat(channel.queueDeclarePassive("orders.dead").getQueue()).isNotNull();
        }
        assertThat(output).doesNotContain(MAY_NOT, "WARN");
    }

    @Test
    void saysWhichQueueHasOtherArgumentsWhereItMayDeclare(CapturedOutput output) throws Exception {
        declaration(7).declare(administrator);

        assertThat(output).contains("8 of 20 exchanges, queues and bindings are not as they should be",
                "The queue orders.commands.00 cannot be declared, perhaps because it exists with another "
                        + "spillway.queue-max-length: PRECONDITION_FAILED");
    }
}
