package io.spillway.gateway.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.InvalidValueException;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderPatch;
import io.spillway.contract.order.OrderStatus;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the bodies of writes into the contract's types, or reports everything that is wrong with them. */
final class OrderBodies {

    private static final Set<String> CONTENT = Set.of("customerId", "currency", "items", "note");
    // Members that a caller may read and never write: told apart from typing errors, because people send back what they got.
    private static final Set<String> READ_ONLY = Set.of("id", "total", "status", "version", "createdAt", "updatedAt",
            "createdBy");
    private static final Set<String> PATCH = Set.of("items", "note", "status");
    private static final Set<String> READ_ONLY_IN_PATCH = Set.of("id", "customerId", "currency", "total", "version",
            "createdAt", "updatedAt", "createdBy");
    private static final Set<String> ITEM = Set.of("sku", "name", "quantity", "unitPrice");

    private OrderBodies() {}

    /** The body of a create or a replace. A note of {@code null} is no note. */
    static OrderContent content(JsonNode body) {
        Violations violations = new Violations();
        Members members = Members.of(body, Pointer.ROOT, CONTENT, READ_ONLY, violations);
        if (members == null) {
            throw violations.thrown();
        }
        CustomerId customer = members.text("customerId", CustomerId::new);
        Currency currency = members.text("currency", OrderContent::checkCurrency);
        List<OrderItem> items = items(members, violations);
        String note = note(members);
        violations.throwIfAny();
        return new OrderContent(Objects.requireNonNull(customer), Objects.requireNonNull(currency),
                Objects.requireNonNull(items), note);
    }

    /** A JSON Merge Patch (RFC 7396). Null removes, so it is for the note only; an array replaces the one before. */
    static OrderPatch patch(JsonNode body) {
        Violations violations = new Violations();
        Members members = Members.of(body, Pointer.ROOT, PATCH, READ_ONLY_IN_PATCH, violations);
        if (members == null) {
            throw violations.thrown();
        }
        List<OrderItem> items = members.has("items") ? items(members, violations) : null;
        OrderPatch.NoteChange note = members.has("note") ? new OrderPatch.NoteChange(note(members)) : null;
        OrderStatus status = members.has("status") ? members.text("status", OrderBodies::status) : null;
        violations.throwIfAny();
        return new OrderPatch(items, note, status);
    }

    private static @Nullable String note(Members members) {
        return members.has("note") && !members.isNull("note")
                ? members.text("note", OrderBodies::checkedNote)
                : null;
    }

    private static String checkedNote(String note) {
        OrderContent.checkNote(note);
        return note;
    }

    private static @Nullable List<OrderItem> items(Members members, Violations violations) {
        JsonNode array = members.array("items");
        if (array == null) {
            return null;
        }
        Pointer at = members.pointer("items");
        Integer count = violations.check(at, () -> checkedCount(array.size()));
        if (count == null) {
            return null; // too many to say something about each
        }
        List<Optional<OrderItem>> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(item(array.get(i), at.element(i), violations));
        }
        return items.stream().flatMap(Optional::stream).toList();
    }

    private static int checkedCount(int count) {
        OrderContent.checkItemCount(count);
        return count;
    }

    private static Optional<OrderItem> item(JsonNode node, Pointer at, Violations violations) {
        Members members = Members.of(node, at, ITEM, Set.of(), violations);
        if (members == null) {
            return Optional.empty();
        }
        String sku = members.text("sku", OrderItem::checkSku);
        String name = members.text("name", OrderItem::checkName);
        Integer quantity = members.wholeNumber("quantity", OrderItem::checkQuantity);
        Long unitPrice = members.wholeNumber("unitPrice", OrderItem::checkUnitPrice);
        return sku == null || name == null || quantity == null || unitPrice == null
                ? Optional.empty()
                : Optional.of(new OrderItem(sku, name, quantity, unitPrice));
    }

    private static OrderStatus status(String name) {
        return Arrays.stream(OrderStatus.values()).filter(status -> status.name().equals(name)).findFirst()
                .orElseThrow(() -> new InvalidValueException("must be one of " + Arrays.stream(OrderStatus.values())
                        .map(Enum::name)
                        .collect(Collectors.joining(", "))));
    }
}
