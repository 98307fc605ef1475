package io.spillway.gateway.amqp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

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

/** A broker that really runs short of memory, goes away and comes back. */
@RequiresPrivateBroker
class BrokerRestartIT {

    private static final Partition PARTITION = new Partition(0);

    @Test
    void thePublisherOutlivesWhatHappensToItsBroker() {
        try (PrivateBroker node = TestServers.privateBroker()) {
            node.start();
            try (PublisherFixture fixture = new PublisherFixture(node.uri())) {
                AmqpCommandPublisher publisher = fixture.publisher();
                assertThat(publish(publisher)).isEqualTo(new Accepted());

                node.control("set_vm_memory_high_watermark", "absolute", "1");
                // who comes first tells the broker that there is a publisher, and learns nothing
                CompletableFuture<Acceptance> first = fixture.publishing(publisher,
                        PublisherFixture.command(PARTITION));
                await().until(() -> publish(publisher),
                        verdict -> verdict instanceof NotAccepted(Reason reason, Duration retryAfter)
                                && reason == Reason.BLOCKED && retryAfter.toSeconds() >= 5);
                node.control("set_vm_memory_high_watermark", "absolute", "1GB");
                await().until(() -> publish(publisher), new Accepted()::equals);
                assertThat(first).succeedsWithin(Duration.ofSeconds(1))
                        .matches(verdict -> !(verdict instanceof NotAccepted));
                long accepted = fixture.count(PARTITION);

                node.kill();
                await().until(() -> publish(publisher), verdict -> verdict instanceof NotAccepted refused
                        && refused.reason() == Reason.UNREACHABLE && refused.retryAfter().toSeconds() >= 2);

                node.start();
                await().atMost(Duration.ofSeconds(60)).until(() -> publish(publisher), new Accepted()::equals);
                assertThat(fixture.count(PARTITION)).as("what was accepted outlived it too").isEqualTo(accepted + 1);
            }
        }
    }

    private static Acceptance publish(AmqpCommandPublisher publisher) {
        return publisher.publish(CommandFixtures.outgoing(PublisherFixture.command(PARTITION)));
    }
}
