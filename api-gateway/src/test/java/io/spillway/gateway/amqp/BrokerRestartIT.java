package io.spillway.gateway.amqp;

import java.time.Duration;

import io.spillway.contract.messaging.Partition;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Acceptance.Accepted;
import io.spillway.gateway.core.Acceptance.NotAccepted;
import io.spillway.gateway.core.Acceptance.Reason;
import io.spillway.gateway.core.CommandFixtures;
import io.spillway.testservers.PrivateBroker;
import io.spillway.testservers.RequiresPrivateBroker;
import io.spillway.testservers.TestServers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A broker that really goes away and comes back. */
@RequiresPrivateBroker
class BrokerRestartIT {

    private static final Partition PARTITION = new Partition(0);

    @Test
    void thePublisherOutlivesItsBroker() {
        try (PrivateBroker node = TestServers.privateBroker()) {
            node.start();
            try (PublisherFixture fixture = new PublisherFixture(node.uri())) {
                AmqpCommandPublisher publisher = fixture.publisher();
                assertThat(publish(publisher)).isEqualTo(new Accepted());

                node.kill();
                await().until(() -> publish(publisher), verdict -> verdict instanceof NotAccepted refused
                        && refused.reason() == Reason.UNREACHABLE);

                node.start();
                await().atMost(Duration.ofSeconds(60)).until(() -> publish(publisher), new Accepted()::equals);
                assertThat(fixture.count(PARTITION)).as("what was accepted outlived it too").isEqualTo(2);
            }
        }
    }

    private static Acceptance publish(AmqpCommandPublisher publisher) {
        return publisher.publish(CommandFixtures.outgoing(PublisherFixture.command(PARTITION)));
    }
}
