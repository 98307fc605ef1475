package io.spillway.gateway.security;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.spillway.gateway.core.identity.Accounts;
import io.spillway.gateway.core.identity.AccountsUnavailableException;
import io.spillway.gateway.core.identity.ConsumerKey;
import io.spillway.gateway.core.identity.Password;
import io.spillway.gateway.core.identity.Username;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Makes the operator that the settings name, as soon as the database is there. One that exists stays as it is. */
final class FirstOperator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FirstOperator.class);
    private static final int RETRY_SECONDS = 2;

    private final Accounts accounts;
    private final OperatorSettings settings;
    private final CountDownLatch closed = new CountDownLatch(1);

    FirstOperator(Accounts accounts, OperatorSettings settings) {
        this.accounts = accounts;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void makeWhenPossible() {
        String username = settings.username();
        String password = settings.password();
        String key = settings.consumerKey();
        if (username == null || password == null || key == null) {
            return;
        }
        Thread.ofVirtual().name("first-operator").start(() -> {
            try {
                while (!make(new Username(username), new Password(password), new ConsumerKey(key))
                        && !closed.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
                    LOG.debug("Trying again to make the first operator");
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Whether there is nothing more to do. */
    private boolean make(Username username, Password password, ConsumerKey key) {
        try {
            if (!accounts.ensureOperator(username, password, key)) {
                LOG.warn("The account {} exists and is no operator; it was left alone. Set another"
                        + " spillway.security.operator.username", username);
            }
            return true;
        } catch (AccountsUnavailableException notNow) {
            return false;
        } catch (RuntimeException unexpected) {
            LOG.error("Could not make the first operator", unexpected);
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
