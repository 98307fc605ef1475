package io.spillway.gateway.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.spillway.contract.order.OrderId;
import org.jspecify.annotations.Nullable;

/** Reads of orders, answered elsewhere and passed on untouched. */
public interface OrderReads {

    /** One order. Empty when nobody could answer. */
    Optional<Reply> one(OrderId order, Map<String, String> requestHeaders, TraceContext trace);

    /**
     * A list of orders. Empty when nobody could answer.
     *
     * @param query as the caller wrote it, still encoded; null when there is none
     * @throws IllegalArgumentException when the query cannot be part of a URI
     */
    Optional<Reply> list(@Nullable String query, Map<String, String> requestHeaders, TraceContext trace);

    /** An answer as it came, errors included. Not a record: it holds an array, which nobody changes. */
    final class Reply {

        private final int status;
        private final Map<String, List<String>> headers;
        private final byte[] body;

        public Reply(int status, Map<String, List<String>> headers, byte[] body) {
            this.status = status;
            this.headers = Map.copyOf(headers);
            this.body = body;
        }

        public int status() {
            return status;
        }

        public Map<String, List<String>> headers() {
            return headers;
        }

        public byte[] body() {
            return body;
        }
    }
}
