package io.spillway.gateway.core.identity;

import java.util.List;

/** The public keys of all that sign tokens, or did lately. */
@FunctionalInterface
public interface PublishedKeys {

    List<PublishedKey> all();
}
