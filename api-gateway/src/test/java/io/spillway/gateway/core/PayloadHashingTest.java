package io.spillway.gateway.core;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

import io.spillway.contract.command.CommandKind;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderPatch;
import io.spillway.contract.order.OrderStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PayloadHashingTest {

    /** Gateways of two versions work side by side: if one of these fails, they would disagree on what was asked. */
    @Test
    void theFormNeverChanges() {
        assertThat(PayloadHashing.ofContent(CommandKind.CREATE, CommandFixtures.content(), null))
                .hasToString("hWmDfRRvUvkh1Wgn4K7pHQ");
        assertThat(PayloadHashing.ofPatch(CommandFixtures.patch(), List.of(3L))).hasToString("EfP1m0l-JiACbKPHSWej4A");
        assertThat(PayloadHashing.ofDelete(null)).hasToString("tFgwVyQoSj71HzSYLLumgw");
    }

    @Test
    void requestsThatCouldBeAppliedDifferentlyHaveDifferentHashes() {
        OrderItem tea = new OrderItem("a", "bc", 1, 2);
        List<PayloadHash> hashes = new ArrayList<>();
        for (CommandKind kind : List.of(CommandKind.CREATE, CommandKind.REPLACE)) {
            hashes.add(content(kind, "c", "EUR", null, tea));
            hashes.add(content(kind, "d", "EUR", null, tea));
            hashes.add(content(kind, "c", "USD", null, tea));
            hashes.add(content(kind, "c", "EUR", "", tea));
            hashes.add(content(kind, "c", "EUR", "note", tea));
            hashes.add(content(kind, "c", "EUR", null, tea, tea));
            hashes.add(content(kind, "c", "EUR", null, new OrderItem("ab", "c", 1, 2)));
            hashes.add(content(kind, "c", "EUR", null, new OrderItem("a", "bc", 2, 1)));
        }
        hashes.add(patch(null, null, null));
        hashes.add(patch(List.of(tea), null, null));
        hashes.add(patch(null, new OrderPatch.NoteChange(null), null));
        hashes.add(patch(null, new OrderPatch.NoteChange("PAID"), null));
        hashes.add(patch(null, null, OrderStatus.PAID));
        hashes.add(PayloadHashing.ofDelete(null));
        hashes.add(PayloadHashing.ofDelete(List.of()));
        hashes.add(PayloadHashing.ofDelete(List.of(1L)));
        hashes.add(PayloadHashing.ofDelete(List.of(1L, 2L)));

        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void theSameRequestHasTheSameHash() {
        OrderItem tea = new OrderItem("a", "bc", 1, 2);

        assertThat(content(CommandKind.CREATE, "c", "EUR", "n", tea))
                .isEqualTo(content(CommandKind.CREATE, "c", "EUR", "n", tea));
    }

    private static PayloadHash content(CommandKind kind, String customer, String currency, String note,
            OrderItem... items) {
        return PayloadHashing.ofContent(kind, new OrderContent(new CustomerId(customer),
                Currency.getInstance(currency), List.of(items), note), null);
    }

    private static PayloadHash patch(List<OrderItem> items, OrderPatch.NoteChange note, OrderStatus status) {
        return PayloadHashing.ofPatch(new OrderPatch(items, note, status), null);
    }
}
