package io.spillway.gateway.http;

import java.util.UUID;
import java.util.regex.Pattern;

import io.spillway.contract.order.OrderId;

/** Reads order ids out of paths. */
final class OrderIds {

    // UUID.fromString alone takes 1-1-1-1-1 for an id
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private OrderIds() {}

    /** @throws ProblemException {@code order-not-found} for anything but a UUID: no order has such an id */
    static OrderId parse(String text) {
        if (!UUID_TEXT.matcher(text).matches()) {
            throw ProblemException.of(Problem.ORDER_NOT_FOUND, "No order has this id: order ids are UUIDs.");
        }
        return new OrderId(UUID.fromString(text));
    }
}
