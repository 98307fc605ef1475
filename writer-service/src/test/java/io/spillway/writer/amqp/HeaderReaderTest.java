package io.spillway.writer.amqp;

import java.nio.charset.StandardCharsets;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import io.spillway.contract.command.CommandKind;
import io.spillway.writer.core.Ledger;
import io.spillway.writer.core.Ledger.RecordedCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.spillway.writer.core.CommandFixtures.create;
import static io.spillway.writer.core.CommandFixtures.header;
import static org.assertj.core.api.Assertions.assertThat;

class HeaderReaderTest {

    private static final String BODY = new String(Messages.body(create("c", "A")), StandardCharsets.UTF_8);

    private final HeaderReader reader = new HeaderReader();

    @Test
    void readsTheHeaderOfAWholeCommand() {
        assertThat(reader.deadLettered(message("order.create.v1", BODY))).contains(
                new RecordedCommand(header("c", "A"), CommandKind.CREATE, Ledger.DEAD_LETTERED));
    }

    @Test
    void readsTheHeaderInFrontOfGarbage() {
        assertThat(BODY).startsWith("{\"header\":");
        String torn = BODY.substring(0, BODY.indexOf("\"content\"") + 12) + "…";

        assertThat(reader.deadLettered(message("order.create.v1", torn))).map(RecordedCommand::header)
                .contains(header("c", "A"));
    }

    @Test
    void readsTheHeaderOfALaterVersionWhereverItStands() {
        String later = "{\"schema\":{\"of\":[\"header\"]}," + BODY.substring(1);

        assertThat(reader.deadLettered(message("order.patch.v2", later))).contains(
                new RecordedCommand(header("c", "A"), CommandKind.PATCH, Ledger.DEAD_LETTERED));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
            none            | {}
            order.burn.v1   | {}
            invoice.pay.v1  | {}
            order.create.v1 | ``
            order.create.v1 | garbage
            order.create.v1 | []
            order.create.v1 | {}
            order.create.v1 | {"header":null}
            order.create.v1 | {"header":7}
            order.create.v1 | {"header":{}}
            order.create.v1 | {"content":{
            """)
    void readsNothingWhereNoCommandCanBeTold(String type, String body) {
        assertThat(reader.deadLettered(message(type, body))).isEmpty();
    }

    @Test
    void survivesABodyMadeToBlowTheStack() {
        String nested = "{\"header\":" + "{\"actor\":".repeat(100_000);

        assertThat(reader.deadLettered(message("order.create.v1", nested))).isEmpty();
    }

    private static Message message(String type, String body) {
        return new Message(new Envelope(1, false, "orders.commands", "00"),
                new BasicProperties.Builder().type(type).build(), body.getBytes(StandardCharsets.UTF_8));
    }
}
