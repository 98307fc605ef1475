package io.spillway.writer.amqp;

import java.io.IOException;
import java.util.Date;
import java.util.List;
import java.util.Map;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.impl.LongStringHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SpoolTest {

    private final Spool spool = new Spool(1_000_000, 10_000);

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    @Test
    void givesMessagesBackInOrderAsTheyCame() throws IOException {
        BasicProperties properties = new BasicProperties.Builder().messageId("m1").type("order.create.v1")
                .contentType("application/json").timestamp(new Date(1_700_000_000_000L)).deliveryMode(2)
                .headers(Map.of("text", LongStringHelper.asLongString("für"), "number", 7L, "flag", true,
                        "list", List.of(1, Map.of("deep", false))))
                .build();
        spool.append(new Message(new Envelope(41, true, "orders.commands", "03"), properties, new byte[]{1, 2, 3}));
        spool.append(new Message(new Envelope(42, false, "", ""), new BasicProperties(), new byte[0]));

        Message first = spool.read();
        assertThat(first.body()).containsExactly(1, 2, 3);
        assertThat(first.properties()).isEqualTo(properties);
        assertThat(first.envelope()).usingRecursiveComparison()
                .isEqualTo(new Envelope(41, true, "orders.commands", "03"));
        assertThat(spool.isEmpty()).isFalse();
        assertThat(spool.read().deliveryTag()).isEqualTo(42);
        assertThat(spool.isEmpty()).isTrue();
    }

    @Test
    void givesTheDiskBackWhileItIsNeverEmpty() throws IOException {
        spool.append(message(1, 1_000));
        for (long next = 2; next < 1_000; next++) {
            spool.append(message(next, 1_000));
            assertThat(spool.read().deliveryTag()).isEqualTo(next - 1);
            assertThat(spool.bytes()).isLessThan(30_000);
        }
    }

    @Test
    void refusesWhatIsTooMuchAndKeepsWhatItHas() throws IOException {
        spool.append(message(1, 900_000));

        assertThatThrownBy(() -> spool.append(message(2, 200_000))).isInstanceOf(IOException.class)
                .hasMessage("spillway.writer.spool is used up");

        assertThat(spool.read().deliveryTag()).isEqualTo(1);
        assertThat(spool.isEmpty()).isTrue();
        spool.append(message(3, 900_000));
        assertThat(spool.read().body()).hasSize(900_000);
    }

    static Message message(long tag, int bytes) {
        return new Message(new Envelope(tag, false, "orders.commands", "00"), new BasicProperties(), new byte[bytes]);
    }
}
