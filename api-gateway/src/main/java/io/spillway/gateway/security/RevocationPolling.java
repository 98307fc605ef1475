package io.spillway.gateway.security;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.spillway.gateway.core.identity.AccountsUnavailableException;
import io.spillway.gateway.core.identity.RevocationCopy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the copy of the revocations fresh, every second; speaks once an outage. */
final class RevocationPolling implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationPolling.class);

    private final RevocationCopy copy;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean away;

    RevocationPolling(RevocationCopy copy) {
        this.copy = copy;
        Thread.ofPlatform().name("revocations").daemon().start(this::refreshEverySecond);
    }

    private void refreshEverySecond() {
        try {
            do {
                refresh();
            } while (!closed.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void refresh() {
        try {
            copy.refresh();
            if (away) {
                LOG.info("Revocations are up to date again");
            }
            away = false;
        } catch (AccountsUnavailableException notNow) {
            if (!away && closed.getCount() > 0) {
                LOG.warn("Revocations cannot be refreshed; {}", copy.isLoaded()
                        ? "going on with those known"
                        : "nobody can be authenticated until they were read once");
            }
            away = true;
        } catch (RuntimeException unexpected) {
            // an exception that gets out would end the polling for good
            if (closed.getCount() > 0) {
                LOG.error("Revocations cannot be refreshed", unexpected);
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
