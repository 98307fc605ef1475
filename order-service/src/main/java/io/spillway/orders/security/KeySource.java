package io.spillway.orders.security;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Map;

/** Where the gateway's public keys come from. */
interface KeySource {

    /**
     * The keys of now by their ids, at least one.
     *
     * @throws IOException when they cannot be had within a bounded time, or make no sense
     */
    Map<String, PublicKey> fetch() throws IOException;
}
