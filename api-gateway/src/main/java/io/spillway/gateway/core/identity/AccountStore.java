package io.spillway.gateway.core.identity;

import java.util.Optional;

import io.spillway.contract.order.UserId;

/** Where accounts are kept. Every method throws {@link AccountsUnavailableException} when it cannot be reached. */
public interface AccountStore {

    /** Adds an account, unless its name is taken: then nothing changes, and the answer is false. */
    boolean add(Account account);

    Optional<Account> byName(Username username);

    Optional<Account> byId(UserId id);

    /**
     * Puts a new key in the place of whatever key the account has.
     *
     * @return the hash of the key before; empty when there is no such account
     */
    Optional<String> replaceConsumerKey(UserId id, String newHash);
}
