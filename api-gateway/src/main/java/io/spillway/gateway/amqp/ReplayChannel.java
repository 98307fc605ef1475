package io.spillway.gateway.amqp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Acceptance.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Publishes one message after the other, each only after the verdict on the one before, so that nothing overtakes. For one
 * thread.
 */
final class ReplayChannel implements BlockedListener {

    private final Connection connection;
    private final Duration confirmTimeout;
    private final AtomicBoolean returned = new AtomicBoolean();
    private volatile boolean blocked;
    private @Nullable Channel channel;

    ReplayChannel(Connection connection, Duration confirmTimeout) {
        this.connection = connection;
        this.confirmTimeout = confirmTimeout;
        connection.addBlockedListener(this);
    }

    Acceptance publish(String routingKey, BasicProperties properties, byte[] body) throws InterruptedException {
        if (blocked) {
            return Verdicts.notAccepted(Reason.BLOCKED);
        }
        Channel open;
        try {
            open = open();
        } catch (IOException | AlreadyClosedException lost) {
            return Verdicts.notAccepted(Reason.UNREACHABLE);
        }
        returned.set(false);
        try {
            open.basicPublish(OrderTopology.COMMANDS, routingKey, true, properties, body);
            boolean acknowledged = open.waitForConfirms(confirmTimeout.toMillis());
            return verdict(acknowledged);
        } catch (IOException | ShutdownSignalException | TimeoutException silent) {
            // a late confirm must not be taken for the next message's
            channel = null;
            return new Acceptance.AcceptanceUnknown();
        }
    }

    private Acceptance verdict(boolean acknowledged) {
        // a returned message is confirmed too, behind its return (RabbitMQ, "Publisher Confirms")
        if (returned.get()) {
            return Verdicts.notAccepted(Reason.UNROUTABLE);
        }
        return acknowledged ? new Acceptance.Accepted() : Verdicts.notAccepted(Reason.REFUSED);
    }

    private Channel open() throws IOException {
        if (channel == null || !channel.isOpen()) {
            Channel opened = Channels.open(connection);
            opened.confirmSelect();
            opened.addReturnListener(message -> returned.set(true));
            channel = opened;
        }
        return channel;
    }

    @Override
    public void handleBlocked(String reason) {
        blocked = true;
    }

    @Override
    public void handleUnblocked() {
        blocked = false;
    }
}
