package io.spillway.writer.amqp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.impl.AMQImpl;

/**
 * One file of a {@link Spool}, written at its end and read from its beginning. A record is the lengths of its two parts,
 * then envelope and properties, then the body.
 */
final class SpoolFile implements AutoCloseable {

    /** The JDK copies what it writes through memory outside the heap, once for each thread, as large as one write. */
    private static final int SLICE = 64 * 1024;
    private static final int LENGTHS = 2 * Integer.BYTES;

    private final FileChannel file;
    private long readAt;
    private long writeAt;

    private SpoolFile(FileChannel file) {
        this.file = file;
    }

    static SpoolFile create() throws IOException {
        Path path = Files.createTempFile("spillway-", ".spool");
        // Where the system allows it, the name is gone at once, so that not even kill -9 leaves the file behind.
        return new SpoolFile(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE));
    }

    /**
     * Appends all of it or, for good, nothing.
     *
     * @return the bytes that it took
     */
    long append(Message message, long room) throws IOException {
        byte[] head = head(message);
        long length = LENGTHS + head.length + (long) message.body().length;
        if (length > room) {
            throw new IOException("spillway.writer.spool is used up");
        }
        write(ByteBuffer.allocate(LENGTHS + head.length).putInt(head.length).putInt(message.body().length).put(head)
                .flip(), writeAt);
        write(ByteBuffer.wrap(message.body()), writeAt + LENGTHS + head.length);
        writeAt += length;
        return length;
    }

    Message read() throws IOException {
        ByteBuffer lengths = read(LENGTHS, readAt);
        byte[] head = read(lengths.getInt(), readAt + LENGTHS).array();
        byte[] body = read(lengths.getInt(), readAt + LENGTHS + head.length).array();
        readAt += LENGTHS + head.length + (long) body.length;
        return message(head, body);
    }

    boolean isDrained() {
        return readAt == writeAt;
    }

    /** All that was appended, read or not. */
    long bytes() {
        return writeAt;
    }

    /** Begins again with nothing in it. */
    void truncate() throws IOException {
        file.truncate(0);
        readAt = 0;
        writeAt = 0;
    }

    private static byte[] head(Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        DataOutputStream out = new DataOutputStream(bytes);
        Envelope envelope = message.envelope();
        out.writeLong(envelope.getDeliveryTag());
        out.writeBoolean(envelope.isRedeliver());
        out.writeUTF(envelope.getExchange());
        out.writeUTF(envelope.getRoutingKey());
        // As on the wire: the client's own codec then reads every type of header back as it was.
        out.write(message.properties().toFrame(0, message.body().length).getPayload());
        return bytes.toByteArray();
    }

    private static Message message(byte[] head, byte[] body) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(head));
        Envelope envelope = new Envelope(in.readLong(), in.readBoolean(), in.readUTF(), in.readUTF());
        return new Message(envelope, (BasicProperties) AMQImpl.readContentHeaderFrom(in), body);
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + SLICE));
            position += file.write(bytes, position);
        }
    }

    private ByteBuffer read(int length, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.position() < length) {
            bytes.limit(Math.min(length, bytes.position() + SLICE));
            int read = file.read(bytes, position);
            if (read < 0) {
                throw new EOFException("A spool file is shorter than what was written to it");
            }
            position += read;
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
