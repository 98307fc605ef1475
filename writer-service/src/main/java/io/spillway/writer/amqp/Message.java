package io.spillway.writer.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;

/** A delivery as the broker made it. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never copied
record Message(Envelope envelope, BasicProperties properties, byte[] body) {

    long deliveryTag() {
        return envelope.getDeliveryTag();
    }

    int size() {
        return body.length;
    }
}
