package io.spillway.gateway.amqp;

import java.io.IOException;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.deadletter.DeadLetter;
import io.spillway.gateway.core.deadletter.DeadLetterQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A dead letter that was delivered and not acknowledged. */
final class HeldLetter implements DeadLetterQueue.Taken {

    private static final Logger LOG = LoggerFactory.getLogger(HeldLetter.class);

    private final DeadLetter letter;
    private final long deliveryTag;
    private final Channel channel;
    private final ReplayChannel replays;
    // what a replay needs, as long as it may
    private @Nullable BasicProperties properties;
    private byte @Nullable [] body;

    HeldLetter(DeadLetter letter, long deliveryTag, Channel channel, ReplayChannel replays) {
        this.letter = letter;
        this.deliveryTag = deliveryTag;
        this.channel = channel;
        this.replays = replays;
    }

    HeldLetter keeping(BasicProperties itsProperties, byte[] itsBody) {
        properties = itsProperties;
        body = itsBody;
        return this;
    }

    @Override
    public DeadLetter letter() {
        return letter;
    }

    @Override
    public boolean isWhole() {
        return body != null;
    }

    @Override
    public Acceptance replay() {
        if (properties == null || body == null) {
            throw new IllegalStateException("Only a whole letter can be replayed");
        }
        try {
            return replays.publish(letter.partition(), DeadLetterMessages.replayed(letter, properties), body);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Acceptance.AcceptanceUnknown();
        }
    }

    @Override
    public void settle() {
        try {
            channel.basicAck(deliveryTag, false);
        } catch (IOException | AlreadyClosedException gone) {
            // the reading notices; the letter stays, and is known for a copy if it was replayed
            LOG.debug("Lost the channel before {} was settled", letter.id(), gone);
        }
    }

    /** Lets go of what a replay needs, and tells how large the body was. */
    int forget() {
        int size = body == null ? 0 : body.length;
        body = null;
        properties = null;
        return size;
    }
}
