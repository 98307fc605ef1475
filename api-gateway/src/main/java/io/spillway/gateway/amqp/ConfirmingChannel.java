package io.spillway.gateway.amqp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partition;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Acceptance.Reason;

/**
 * One partition's channel, and what was sent on it and not confirmed yet. One thread publishes; confirms come from the
 * connection's threads (RabbitMQ, "Consumer Acknowledgements and Publisher Confirms").
 */
final class ConfirmingChannel {

    private final Channel channel;
    private final String routingKey;
    private final ConcurrentNavigableMap<Long, Publication> unconfirmed = new ConcurrentSkipListMap<>();
    private volatile boolean lost;

    private ConfirmingChannel(Channel channel, Partition partition) {
        this.channel = channel;
        this.routingKey = partition.routingKey();
    }

    /**
     * @param onReturn runs when the broker had no queue for a message
     * @param onLoss   runs when the channel is gone, after the verdicts on what was unconfirmed
     */
    static ConfirmingChannel open(Connection connection, Partition partition, Runnable onReturn, Runnable onLoss)
            throws IOException {
        Channel channel = Channels.open(connection);
        ConfirmingChannel confirming = new ConfirmingChannel(channel, partition);
        channel.confirmSelect();
        channel.addConfirmListener((tag, multiple) -> confirming.confirmed(tag, multiple, true),
                (tag, multiple) -> confirming.confirmed(tag, multiple, false));
        channel.addReturnListener(message -> {
            confirming.returned(message.getProperties().getMessageId());
            onReturn.run();
        });
        channel.addShutdownListener(cause -> {
            confirming.lose();
            onLoss.run();
        });
        return confirming;
    }

    /** Sends without waiting for the confirm. Settles the publication now only when the sending failed. */
    void publish(Publication publication) {
        long tag = channel.getNextPublishSeqNo();
        unconfirmed.put(tag, publication);
        try {
            channel.basicPublish(OrderTopology.COMMANDS, routingKey, true, publication.properties(),
                    publication.body());
        } catch (AlreadyClosedException closed) {
            // thrown before a byte is written
            unconfirmed.remove(tag);
            publication.settle(Verdicts.notAccepted(Reason.UNREACHABLE));
        } catch (IOException | RuntimeException halfway) {
            unconfirmed.remove(tag);
            publication.settle(new Acceptance.AcceptanceUnknown());
        }
        if (lost) {
            lose(); // the loss may have swept the map before this publication was in it
        }
    }

    private void confirmed(long tag, boolean multiple, boolean acknowledged) {
        if (multiple) {
            ConcurrentNavigableMap<Long, Publication> all = unconfirmed.headMap(tag, true);
            all.values().forEach(publication -> publication.confirm(acknowledged));
            all.clear();
        } else {
            Publication publication = unconfirmed.remove(tag);
            if (publication != null) {
                publication.confirm(acknowledged);
            }
        }
    }

    private void returned(String messageId) {
        unconfirmed.values().stream()
                .filter(publication -> publication.messageId().equals(messageId))
                .forEach(Publication::markReturned);
    }

    private void lose() {
        lost = true;
        List<Publication> unanswered = new ArrayList<>(unconfirmed.values());
        unconfirmed.clear();
        unanswered.forEach(publication -> publication.settle(new Acceptance.AcceptanceUnknown()));
    }
}
