package io.spillway.gateway.core.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

import io.spillway.contract.identity.Role;
import io.spillway.contract.order.UserId;

/** Making accounts, and giving them new keys. */
public final class Accounts {

    private static final int ID_BYTES = 16;

    private final AccountStore store;
    private final RevocationCopy revocations;
    private final PasswordHashing passwords;
    private final Sessions.Lifetimes lifetimes;
    private final RandomGenerator random;
    private final Clock clock;

    /** @param random unpredictable, such as {@link java.security.SecureRandom} */
    public Accounts(AccountStore store, RevocationCopy revocations, PasswordHashing passwords,
            Sessions.Lifetimes lifetimes, RandomGenerator random, Clock clock) {
        this.store = store;
        this.revocations = revocations;
        this.passwords = passwords;
        this.lifetimes = lifetimes;
        this.random = random;
        this.clock = clock;
    }

    /** What registering gave. */
    public sealed interface Registration {

        /** @param consumerKey to be shown this once */
        record Registered(UserId id, ConsumerKey consumerKey) implements Registration {}

        record UsernameTaken() implements Registration {}
    }

    /** Makes an account that may see and change its own orders. */
    public Registration register(Username username, Password password) {
        ConsumerKey key = ConsumerKey.generate(random);
        Account account = account(username, password, key, Set.of(Role.USER));
        return store.add(account)
                ? new Registration.Registered(account.id(), key)
                : new Registration.UsernameTaken();
    }

    /**
     * Makes an operator, unless there is an account of that name: that one stays as it is, with its own password, key and
     * roles.
     *
     * @return whether an operator of that name exists now
     */
    public boolean ensureOperator(Username username, Password password, ConsumerKey key) {
        Optional<Account> existing = store.byName(username);
        if (existing.isEmpty() && store.add(account(username, password, key, Set.of(Role.USER, Role.OPERATOR)))) {
            return true;
        }
        return existing.or(() -> store.byName(username))
                .map(account -> account.roles().contains(Role.OPERATOR))
                .orElse(false);
    }

    /**
     * Gives the caller's account another key. The one before, and tokens bound to it, stop working. Should this fail
     * half-way, it can be repeated with the same credentials, and then nothing that went before works.
     *
     * @return empty when the account is gone
     */
    public Optional<ConsumerKey> replaceConsumerKey(AccessToken caller) {
        ConsumerKey key = ConsumerKey.generate(random);
        Optional<String> before = store.replaceConsumerKey(caller.user(), key.hash());
        // Not always the caller's own: that of an attempt whose answer was lost, say.
        before.filter(hash -> !hash.equals(caller.consumerKeyHash())).ifPresent(this::revokeKey);
        revokeKey(caller.consumerKeyHash());
        return before.map(replaced -> key);
    }

    public Optional<Account> find(UserId id) {
        return store.byId(id);
    }

    private void revokeKey(String hash) {
        Instant end = lifetimes.revocationEnd(clock.instant());
        revocations.revoke(new Revocation(Revocation.ofKey(hash), end));
    }

    private Account account(Username username, Password password, ConsumerKey key, Set<Role> roles) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return new Account(new UserId(HexFormat.of().formatHex(id)), username, passwords.hash(password), key.hash(),
                roles, clock.instant());
    }
}
