package io.spillway.benchmarks.broker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Passes on what one consumer's connection sends, and tells how many messages each {@code basic.ack} in it settles (AMQP
 * 0-9-1, 2.3.5 and 1.8.3.13). Counts right for a channel that acknowledges in order, one by one or several at once.
 */
final class AckFrames {

    private static final int PROTOCOL_HEADER = 8;
    private static final int METHOD = 1;
    private static final int CHANNEL_OPEN = 20 << 16 | 10;
    private static final int BASIC_ACK = 60 << 16 | 80;

    private final LongConsumer acknowledged;
    private final Map<Integer, Long> highest = new HashMap<>();

    AckFrames(LongConsumer acknowledged) {
        this.acknowledged = acknowledged;
    }

    void pass(InputStream client, OutputStream server) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(client));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(server));
        out.write(in.readNBytes(PROTOCOL_HEADER));
        out.flush();
        while (true) {
            int type = in.readUnsignedByte();
            int channel = in.readUnsignedShort();
            byte[] payload = new byte[in.readInt()];
            in.readFully(payload);
            out.writeByte(type);
            out.writeShort(channel);
            out.writeInt(payload.length);
            out.write(payload);
            out.writeByte(in.readUnsignedByte());
            if (in.available() == 0) {
                out.flush();
            }
            if (type == METHOD) {
                method(channel, ByteBuffer.wrap(payload));
            }
        }
    }

    private void method(int channel, ByteBuffer method) {
        switch (method.getInt()) {
            case CHANNEL_OPEN -> highest.remove(channel);
            case BASIC_ACK -> {
                long tag = method.getLong();
                boolean multiple = (method.get() & 1) != 0;
                long before = highest.getOrDefault(channel, 0L);
                highest.put(channel, Math.max(before, tag));
                acknowledged.accept(multiple ? Math.max(0, tag - before) : 1);
            }
            default -> {
                // Everything else goes by.
            }
        }
    }
}
