package io.spillway.benchmarks.servers;

import java.util.Locale;

/** A way to take an order over HTTP. */
public enum HttpWay {

    /** The api-gateway as it is delivered: 202 when the broker has confirmed. */
    SPILLWAY,

    /** The same but for its last step: 202 at once, and nothing is published. */
    NOTHING,

    /** One write to the store, then 201. */
    DIRECT;

    /** As reports name it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
