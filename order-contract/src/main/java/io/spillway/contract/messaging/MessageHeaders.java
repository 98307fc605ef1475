package io.spillway.contract.messaging;

/** The names of the headers that our messages carry beside the AMQP properties. */
public final class MessageHeaders {

    /** W3C Trace Context: the request that the command came from, also on its outcome. */
    public static final String TRACEPARENT = "traceparent";

    /** W3C Trace Context: what the caller's tracing system sent along, if it did. */
    public static final String TRACESTATE = "tracestate";

    /** True on a command that may have been sent before (keyed or replayed): the writer then asks the ledger. */
    public static final String POSSIBLE_COPY = "x-possible-copy";

    /** On a dead letter: a stable code for why it can never be applied. */
    public static final String REASON = "x-reason";

    /** On a dead letter: a sentence for people. */
    public static final String DETAIL = "x-detail";

    /** On a dead letter: when a writer first found it undeliverable, ISO 8601. */
    public static final String FIRST_SEEN = "x-first-seen";

    /** On a dead letter: the routing key it was published with, to which a replay sends it. */
    public static final String ORIGINAL_ROUTING_KEY = "x-original-routing-key";

    private MessageHeaders() {}
}
