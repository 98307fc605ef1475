package io.spillway.gateway.core.deadletter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which dead letters to replay. */
public sealed interface Selection {

    boolean includes(String id);

    /** As they were asked for by name. */
    Set<String> named();

    /** All within reach. */
    record All() implements Selection {

        @Override
        public boolean includes(String id) {
            return true;
        }

        @Override
        public Set<String> named() {
            return Set.of();
        }
    }

    /** Those with these ids, and all copies of them. */
    record Some(Set<String> named) implements Selection {

        public Some(List<String> ids) {
            this(new LinkedHashSet<>(ids));
        }

        @Override
        public boolean includes(String id) {
            return named.contains(id);
        }
    }
}
