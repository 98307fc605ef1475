package io.spillway.gateway.core.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.spillway.contract.order.UserId;

/** The database that a gateway has in unit tests, and that can go away. */
public final class InMemoryIdentity {

    private final Map<Username, Account> accounts = new ConcurrentHashMap<>();
    private final Map<SessionId, RefreshTokens.Family> families = new ConcurrentHashMap<>();
    private final Map<String, Revocation> revocations = new ConcurrentHashMap<>();
    private final List<Instant> asked = new ArrayList<>();
    public volatile boolean away;

    private void reach() {
        if (away) {
            throw new AccountsUnavailableException("away", null);
        }
    }

    /** What the revocations were asked for. */
    public synchronized List<Instant> asked() {
        return List.copyOf(asked);
    }

    public AccountStore accounts() {
        return new AccountStore() {

            @Override
            public boolean add(Account account) {
                reach();
                return accounts.putIfAbsent(account.username(), account) == null;
            }

            @Override
            public Optional<Account> byName(Username username) {
                reach();
                return Optional.ofNullable(accounts.get(username));
            }

            @Override
            public Optional<Account> byId(UserId id) {
                reach();
                return accounts.values().stream().filter(account -> account.id().equals(id)).findFirst();
            }

            @Override
            public Optional<String> replaceConsumerKey(UserId id, String newHash) {
                Optional<Account> before = byId(id);
                before.ifPresent(is -> accounts.put(is.username(), new Account(is.id(), is.username(),
                        is.passwordHash(), newHash, is.roles(), is.createdAt())));
                return before.map(Account::consumerKeyHash);
            }
        };
    }

    public RefreshTokens refreshTokens() {
        return new RefreshTokens() {

            @Override
            public void begin(Family family) {
                reach();
                families.put(family.session(), family);
            }

            @Override
            public Optional<Family> find(SessionId session) {
                reach();
                return Optional.ofNullable(families.get(session));
            }

            @Override
            public boolean rotate(SessionId session, String spentHash, String newHash, Instant expiresAt) {
                reach();
                Family is = families.get(session);
                return is != null && is.currentHash().equals(spentHash)
                        && families.replace(session, is, new Family(session, is.user(), newHash, expiresAt));
            }

            @Override
            public void revoke(SessionId session) {
                reach();
                families.remove(session);
            }
        };
    }

    public Revocations revocations() {
        return new Revocations() {

            @Override
            public void add(Revocation revocation) {
                reach();
                revocations.put(revocation.subject(), revocation);
            }

            @Override
            public List<Revocation> addedSince(Instant time) {
                reach();
                synchronized (InMemoryIdentity.this) {
                    asked.add(time);
                }
                return List.copyOf(revocations.values());
            }
        };
    }
}
