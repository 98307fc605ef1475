package io.spillway.orders.security;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Map;
import java.util.TreeMap;

/** A gateway that publishes what the test says, and counts how often it is asked. */
final class FakeKeySource implements KeySource {

    private final Map<String, PublicKey> published = new TreeMap<>();
    private boolean away;
    private int asked;

    FakeKeySource(SigningKey... keys) {
        publish(keys);
    }

    void publish(SigningKey... keys) {
        away = false;
        published.clear();
        for (SigningKey key : keys) {
            published.put(key.id(), key.publicKey());
        }
    }

    void goAway() {
        away = true;
    }

    int asked() {
        return asked;
    }

    @Override
    public Map<String, PublicKey> fetch() throws IOException {
        asked++;
        if (away) {
            throw new IOException("away");
        }
        return published;
    }
}
