package io.spillway.gateway.core.identity;

/**
 * Makes and compares hashes that are slow on purpose. Both take the same time whatever the password, and throw
 * {@link AccountsUnavailableException} when too many are waiting already. Thread-safe.
 */
public interface PasswordHashing {

    String hash(Password password);

    boolean matches(Password password, String hash);

    /** A hash that no password has, as slow to compare as any: for accounts that don't exist. */
    String nobodys();
}
