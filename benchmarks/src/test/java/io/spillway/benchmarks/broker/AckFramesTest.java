package io.spillway.benchmarks.broker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AckFramesTest {

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final DataOutputStream client = new DataOutputStream(sent);
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    AckFramesTest() throws IOException {
        client.write(new byte[]{'A', 'M', 'Q', 'P', 0, 0, 9, 1});
    }

    private void method(int channel, int classId, int methodId, byte... arguments) throws IOException {
        client.writeByte(1);
        client.writeShort(channel);
        client.writeInt(4 + arguments.length);
        client.writeShort(classId);
        client.writeShort(methodId);
        client.write(arguments);
        client.writeByte(0xCE);
    }

    private void open(int channel) throws IOException {
        method(channel, 20, 10, (byte) 0);
    }

    private void ack(int channel, int tag, boolean multiple) throws IOException {
        method(channel, 60, 80, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) (tag >> 8),
                (byte) tag, (byte) (multiple ? 1 : 0));
    }

    private long acknowledged() {
        AtomicLong count = new AtomicLong();
        assertThatExceptionOfType(EOFException.class).isThrownBy(
                () -> new AckFrames(count::addAndGet).pass(new ByteArrayInputStream(sent.toByteArray()), received));
        return count.get();
    }

    @Test
    void countsSingleAcknowledgements() throws IOException {
        open(1);
        ack(1, 1, false);
        ack(1, 2, false);

        assertThat(acknowledged()).isEqualTo(2);
    }

    @Test
    void countsAllThatAMultipleAcknowledgementSettles() throws IOException {
        open(1);
        ack(1, 700, true);
        ack(1, 1_000, true);

        assertThat(acknowledged()).isEqualTo(1_000);
    }

    @Test
    void countsEachChannelForItselfAndAReopenedOneAnew() throws IOException {
        open(1);
        open(2);
        ack(1, 10, true);
        ack(2, 10, true);
        open(1);
        ack(1, 3, true);

        assertThat(acknowledged()).isEqualTo(23);
    }

    @Test
    void passesEverythingOnAsItIs() throws IOException {
        open(1);
        ack(1, 10, true);
        method(1, 60, 40, new byte[300]);

        assertThat(acknowledged()).isEqualTo(10);
        assertThat(received.toByteArray()).isEqualTo(sent.toByteArray());
    }
}
