package io.spillway.gateway.amqp;

import java.io.IOException;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.gateway.core.deadletter.DeadLettersUnavailableException;
import io.spillway.gateway.core.deadletter.DeadLettersUnavailableException.Why;

/**
 * Lets one connection read the dead letters, among all gateways: an exclusive queue, which only the connection that declared
 * it may use, and which the broker deletes at its end (RabbitMQ, "Queues", exclusive queues). Exclusive consumers would be
 * the obvious way, but RabbitMQ 4.0 lets two of them have one quorum queue.
 */
final class ReaderLock {

    static final String QUEUE = OrderTopology.DEAD + ".reader";

    private static final long AGAIN_MILLIS = 25;

    private ReaderLock() {}

    /**
     * Held until the connection ends.
     *
     * @param deadline in {@link System#nanoTime}
     * @throws DeadLettersUnavailableException when another still has it then
     */
    static void take(Connection connection, long deadline) throws IOException, InterruptedException {
        while (!tryTake(connection)) {
            if (System.nanoTime() - deadline > 0) {
                throw new DeadLettersUnavailableException(Why.BUSY, "Another gateway reads the dead letters", null);
            }
            Thread.sleep(AGAIN_MILLIS);
        }
    }

    private static boolean tryTake(Connection connection) throws IOException {
        try {
            Channels.open(connection).queueDeclare(QUEUE, false, true, true, null);
            return true;
        } catch (IOException refused) {
            if (Channels.wasClosedWith(AMQP.RESOURCE_LOCKED, refused)) {
                return false;
            }
            throw refused;
        }
    }
}
