package io.spillway.gateway.core;

import java.util.Base64;
import java.util.List;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.order.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OperationIdsTest {

    private static final UserId OWNER = CommandFixtures.DEMO.user();

    private final OperationIds ids = new OperationIds(new byte[32]);

    @ParameterizedTest
    @EnumSource
    void anIdTellsEverythingAboutItsCommandToItsOwner(CommandKind kind) {
        Command command = CommandFixtures.command(kind);

        OperationId issued = ids.issue(command);

        assertThat(ids.verify(issued.text(), OWNER)).contains(issued);
        assertThat(issued).extracting(OperationId::command, OperationId::order, OperationId::kind,
                OperationId::issuedAt, OperationId::payloadHash)
                .containsExactly(command.id(), command.orderId(), kind, CommandFixtures.NOON,
                        command.header().payloadHash());
    }

    /** Callers hold ids over a gateway's update: if this fails, the format needs a new version beside the old one. */
    @Test
    void theFormatNeverChanges() {
        assertThat(ids.issue(CommandFixtures.command(CommandKind.PATCH)).text()).isEqualTo(
                "AQGiBCMq83J4j8LqMmPJQGABogQjKvN1RrnM7NYs3eRuAwAAAaIDIKJ7AAAAAAAAAAAAAAAAAAAAAEMMq1UbS6-EyMKJ0bXAiTQ");
    }

    @Test
    void theFormatWithoutATimeNeverChanges() {
        assertThat(ids.issueTimeless(CommandFixtures.command(CommandKind.PATCH)).text()).isEqualTo(
                "AgGiBCMq83J4j8LqMmPJQGABogQjKvN1RrnM7NYs3eRuAwAAAAAAAAAAAAAAAAAAAACL_H2BqHC_XeCa__sINYit");
    }

    @ParameterizedTest
    @EnumSource
    void anIdWithoutATimeTellsTheRestToItsOwner(CommandKind kind) {
        Command command = CommandFixtures.command(kind);

        OperationId issued = ids.issueTimeless(command);

        assertThat(issued.issuedAt()).isNull();
        assertThat(ids.verify(issued.text(), OWNER)).contains(issued);
        assertThat(ids.verify(issued.text(), new UserId("demo2"))).isEmpty();
        assertThat(issued).extracting(OperationId::command, OperationId::order, OperationId::kind,
                OperationId::payloadHash)
                .containsExactly(command.id(), command.orderId(), kind, command.header().payloadHash());
    }

    @Test
    void anIdProvesNothingToSomebodyElse() {
        String text = ids.issue(CommandFixtures.command(CommandKind.CREATE)).text();

        assertThat(ids.verify(text, new UserId("demo2"))).isEmpty();
        assertThat(ids.verify(text, new UserId("dem"))).isEmpty();
    }

    @Test
    void anIdOfAnotherKeyProvesNothing() {
        byte[] another = new byte[32];
        another[31] = 1;
        String text = new OperationIds(another).issue(CommandFixtures.command(CommandKind.CREATE)).text();

        assertThat(ids.verify(text, OWNER)).isEmpty();
    }

    @Test
    void noBitOfAnIdCanBeChanged() {
        Command command = CommandFixtures.command(CommandKind.CREATE);
        for (OperationId id : List.of(ids.issue(command), ids.issueTimeless(command))) {
            noBitCanBeChanged(Base64.getUrlDecoder().decode(id.text()));
        }
    }

    private void noBitCanBeChanged(byte[] genuine) {
        for (int bit = 0; bit < genuine.length * 8; bit++) {
            byte[] forged = genuine.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(forged);
            assertThat(ids.verify(text, OWNER)).as("bit %d", bit).isEmpty();
        }
    }

    /** 74 bytes leave two spare bits in the last character, which Java's decoder ignores. */
    @Test
    void anOperationHasOneSpellingOnly() {
        String text = ids.issue(CommandFixtures.command(CommandKind.CREATE)).text();
        char last = text.charAt(text.length() - 1);

        assertThat(ids.verify(text.substring(0, text.length() - 1) + (char) (last + 1), OWNER)).isEmpty();
        assertThat(ids.verify(text + "=", OWNER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AQ", "not base64 at all!", "019b0000-0000-7000-8000-000000000001"})
    void whatNoGatewayIssuedIsNoOperation(String text) {
        assertThat(ids.verify(text, OWNER)).isEmpty();
    }
}
