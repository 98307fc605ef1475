package io.spillway.contract.command;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderPatch;
import io.spillway.contract.order.OrderStatus;
import io.spillway.contract.order.UserId;
import io.spillway.contract.outcome.CommandRecord;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The messages' shape is a promise to processes of other versions. */
class CommandJsonTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final CommandHeader HEADER = new CommandHeader(
            new CommandId(UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad91")),
            new OrderId(UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad92")),
            new Actor(new UserId("ann"), false), Instant.parse("2026-03-01T12:00:00.123456Z"),
            new PayloadHash("AAECAwQFBgcICQoLDA0ODw"), null);
    private static final List<OrderItem> ITEMS = List.of(new OrderItem("SKU-1", "Blue mug", 2, 1_250));
    private static final OrderContent CONTENT = new OrderContent(new CustomerId("C-1"), Currency.getInstance("EUR"),
            ITEMS,
            null);

    static Stream<Command> commands() {
        return Stream.of(new CreateOrder(HEADER, CONTENT), new ReplaceOrder(HEADER, CONTENT),
                new PatchOrder(HEADER, new OrderPatch(null, null, null)),
                new PatchOrder(HEADER, new OrderPatch(ITEMS, new OrderPatch.NoteChange(null), OrderStatus.PAID)),
                new PatchOrder(HEADER, new OrderPatch(null, new OrderPatch.NoteChange("gift"), null)),
                new DeleteOrder(new CommandHeader(HEADER.id(), HEADER.orderId(), HEADER.actor(), HEADER.issuedAt(),
                        HEADER.payloadHash(), List.of(3L, 4L))));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void survivesTheQueue(Command command) {
        String json = JSON.writeValueAsString(command);

        assertThat(JSON.readValue(json, command.kind().commandClass())).isEqualTo(command);
    }

    @Test
    void looksLikeThisOnTheWire() {
        assertThat(JSON.readTree(JSON.writeValueAsString(new CreateOrder(HEADER, CONTENT)))).isEqualTo(JSON.readTree("""
                {
                  "header": {
                    "id": "0190163d-8694-739b-aea5-966c26f8ad91",
                    "orderId": "0190163d-8694-739b-aea5-966c26f8ad92",
                    "actor": {"user": "ann", "operator": false},
                    "issuedAt": "2026-03-01T12:00:00.123Z",
                    "payloadHash": "AAECAwQFBgcICQoLDA0ODw"
                  },
                  "content": {
                    "customerId": "C-1",
                    "currency": "EUR",
                    "items": [{"sku": "SKU-1", "name": "Blue mug", "quantity": 2, "unitPrice": 1250}]
                  }
                }
                """));
    }

    @Test
    void aRecordOfEitherOutcomeSurvivesTheWayToTheGateway() {
        for (Outcome outcome : List.of(new Outcome.Applied(3), new Outcome.Rejected(RefusalCode.ORDER_NOT_FOUND))) {
            CommandRecord record = new CommandRecord(HEADER.id(), HEADER.orderId(), CommandKind.PATCH,
                    new UserId("ann"),
                    HEADER.payloadHash(), HEADER.issuedAt(), HEADER.issuedAt().plusMillis(5), outcome);

            assertThat(JSON.readValue(JSON.writeValueAsString(record), CommandRecord.class)).isEqualTo(record);
        }
    }

    @Test
    void ignoresMembersThatALaterVersionAdds() {
        String json = JSON.writeValueAsString(new DeleteOrder(HEADER)).replaceFirst("\\{", "{\"later\": 1, ");

        assertThat(JSON.readValue(json, DeleteOrder.class)).isEqualTo(new DeleteOrder(HEADER));
    }

    @Test
    void aCommandThatMayNotExistIsNotRead() {
        String json = JSON.writeValueAsString(new CreateOrder(HEADER, CONTENT));

        for (String broken : List.of(json.replace("\"quantity\":2", "\"quantity\":10001"), json.replace("EUR", "XYZ"),
                json.replace("\"customerId\":\"C-1\",", ""), json.replace("AAECAwQFBgcICQoLDA0ODw", "AAEC"))) {
            assertThat(broken).isNotEqualTo(json);
            assertThatThrownBy(() -> JSON.readValue(broken, CreateOrder.class)).isInstanceOf(JacksonException.class);
        }
    }

    @Test
    void everyKindHasItsOwnMessageType() {
        assertThat(CommandKind.values()).extracting(CommandKind::messageType).containsExactly("order.create.v1",
                "order.replace.v1", "order.patch.v1", "order.delete.v1");
        assertThat(CommandKind.ofMessageType("order.patch.v1")).contains(CommandKind.PATCH);
        assertThat(CommandKind.ofMessageType("order.patch.v2")).isEmpty();
        assertThat(commands()).allSatisfy(
                command -> assertThat(command.kind().commandClass()).isEqualTo(command.getClass()));
    }
}
