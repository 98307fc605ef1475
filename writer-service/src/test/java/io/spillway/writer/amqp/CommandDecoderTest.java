package io.spillway.writer.amqp;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import io.spillway.contract.command.Command;
import io.spillway.contract.messaging.MessageHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.spillway.writer.core.CommandFixtures.create;
import static io.spillway.writer.core.CommandFixtures.delete;
import static io.spillway.writer.core.CommandFixtures.note;
import static io.spillway.writer.core.CommandFixtures.replace;
import static org.assertj.core.api.Assertions.assertThat;

class CommandDecoderTest {

    private final CommandDecoder decoder = new CommandDecoder();

    static Stream<Command> everyKind() {
        return Stream.of(create("c", "A"), replace("c", "A"), note("c", "A"), delete("c", "A"));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void readsWhatAGatewayPublishes(Command command) {
        assertThat(decoder.decode(Messages.delivered(1, command)))
                .isInstanceOfSatisfying(Incoming.Decoded.class, decoded -> {
                    assertThat(decoded.delivery().command()).isEqualTo(command);
                    assertThat(decoded.delivery().possibleCopy()).isFalse();
                });
    }

    @Test
    void readsNoBodyThatIsLargerThanThatOfAnyCommand() {
        Message command = Messages.delivered(1, note("c", "A"));
        byte[] padded = (new String(command.body(), StandardCharsets.UTF_8) + " ".repeat(1 << 20))
                .getBytes(StandardCharsets.UTF_8);

        assertThat(decoder.decode(new Message(command.envelope(), command.properties(), padded)))
                .isInstanceOfSatisfying(Incoming.Poison.class,
                        poison -> assertThat(poison.reason().code()).isEqualTo("malformed-body"));
    }

    @Test
    void marksARedeliveredCommandAsAPossibleCopy() {
        Message once = Messages.delivered(1, note("c", "A"));
        Message twice = new Message(new Envelope(2, true, "orders.commands", "00"), once.properties(), once.body());

        assertThat(decoder.decode(twice)).isInstanceOfSatisfying(Incoming.Decoded.class,
                decoded -> assertThat(decoded.delivery().possibleCopy()).isTrue());
    }

    @Test
    void marksACommandThatItsSenderMarked() {
        Message plain = Messages.delivered(1, note("c", "A"));
        Message marked = new Message(plain.envelope(),
                plain.properties().builder().headers(Map.of(MessageHeaders.POSSIBLE_COPY, true)).build(), plain.body());

        assertThat(decoder.decode(marked)).isInstanceOfSatisfying(Incoming.Decoded.class,
                decoded -> assertThat(decoded.delivery().possibleCopy()).isTrue());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no type              |                 | {}            | unknown-type
            a foreign type       | order.burn.v1   | {}            | unknown-type
            not JSON             | order.create.v1 | garbage       | malformed-body
            an empty body        | order.create.v1 | ``            | malformed-body
            null                 | order.create.v1 | null          | malformed-body
            an array             | order.create.v1 | []            | malformed-body
            no header            | order.create.v1 | {}            | malformed-body
            a header of nothing  | order.delete.v1 | {"header":{}} | malformed-body
            something behind it  | order.delete.v1 | {} {}         | malformed-body
            """)
    void saysForGoodWhyAMessageHoldsNoCommand(String what, String type, String body, String reason) {
        Message message = new Message(new Envelope(1, false, "orders.commands", "00"),
                new BasicProperties.Builder().type(type).build(),
                body.getBytes(StandardCharsets.UTF_8));

        assertThat(decoder.decode(message)).isInstanceOfSatisfying(Incoming.Poison.class,
                poison -> assertThat(poison.reason().code()).isEqualTo(reason));
    }

    @Test
    void survivesABodyMadeToBlowTheStack() {
        byte[] nested = "{\"content\":".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        Message message = new Message(new Envelope(1, false, "orders.commands", "00"),
                new BasicProperties.Builder().type("order.create.v1").build(), nested);

        assertThat(decoder.decode(message)).isInstanceOfSatisfying(Incoming.Poison.class,
                poison -> assertThat(poison.reason()).isEqualTo(DeadLetterReason.MALFORMED_BODY));
    }

    @Test
    void refusesACommandThatMayNotExist() {
        String body = new String(Messages.body(create("c", "A")), StandardCharsets.UTF_8)
                .replace("\"quantity\":2", "\"quantity\":0");
        Message message = new Message(new Envelope(1, false, "orders.commands", "00"),
                Messages.properties(create("c", "A")), body.getBytes(StandardCharsets.UTF_8));

        assertThat(decoder.decode(message)).isInstanceOfSatisfying(Incoming.Poison.class,
                poison -> assertThat(poison.detail()).doesNotContain("quantity").contains("order.create.v1"));
    }
}
