package io.spillway.e2e.compose;

import java.util.List;
import java.util.Random;
import java.util.UUID;

import io.spillway.contract.outcome.RefusalCode;
import io.spillway.e2e.Api;
import io.spillway.e2e.Orders;
import org.jspecify.annotations.Nullable;

/**
 * A write that somebody thought of, and what must come of it.
 *
 * @param path    for a create without an id of the caller's own that of all orders
 * @param after   the order behind it
 * @param refusal why it must be refused; null when it must be applied
 */
record Change(String kind, String method, String path, String contentType, String body, List<String> headers,
        OrderState after, @Nullable RefusalCode refusal) {

    private static final String ALL = "/v1/orders";
    private static final List<String> STATUSES = List.of("PLACED", "PAID", "SHIPPED", "DELIVERED");

    /** Under an id that the gateway chooses. */
    static Change create() {
        return new Change("create", "POST", ALL, Api.JSON, Orders.mug("C-1"), List.of(), OrderState.NONE.created(),
                null);
    }

    static Change createAs(UUID order) {
        return new Change("create", "PUT", ALL + "/" + order, Api.JSON, Orders.mug("C-1"),
                List.of("If-None-Match", "*"), OrderState.NONE.created(), null);
    }

    /** Any change of an order in that state: most are applied, some must be refused. */
    static Change any(UUID order, OrderState now, Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> remove(order, now);
            case 1, 2 -> advance(order, now);
            case 3 -> patch("step back", order, "{\"status\": \"PLACED\"}", List.of(),
                    now.status().equals("PLACED") ? now.in("PLACED") : now,
                    now.status().equals("PLACED") ? null : RefusalCode.ILLEGAL_STATUS_TRANSITION);
            case 4 -> patch("change another version", order, "{\"note\": \"never to be seen\"}",
                    List.of("If-Match", "\"" + (now.version() + 1) + "\""), now, RefusalCode.VERSION_MISMATCH);
            default -> note(order, now, "n" + random.nextInt(1_000_000));
        };
    }

    static Change note(UUID order, OrderState now, String note) {
        return patch("note", order, "{\"note\": \"" + note + "\"}", List.of(), now.noted(note), null);
    }

    static Change remove(UUID order, OrderState now) {
        return new Change("delete", "DELETE", ALL + "/" + order, Api.JSON, "", List.of(), now.deleted(), null);
    }

    private static Change advance(UUID order, OrderState now) {
        String next = STATUSES.get(Math.min(STATUSES.indexOf(now.status()) + 1, STATUSES.size() - 1));
        return patch("advance", order, "{\"status\": \"" + next + "\"}", List.of(), now.in(next), null);
    }

    private static Change patch(String kind, UUID order, String body, List<String> headers, OrderState after,
            @Nullable RefusalCode refusal) {
        return new Change(kind, "PATCH", ALL + "/" + order, Api.MERGE_PATCH, body, headers, after, refusal);
    }
}
