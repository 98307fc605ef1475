package io.spillway.gateway.mongodb;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.stereotype.Component;

/** The indexes of the collections. Creating one that exists does nothing. */
@Component
final class MongoIndexes implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(MongoIndexes.class);
    private static final int RETRY_SECONDS = 5;

    private final MongoTemplate template;
    private final CountDownLatch closed = new CountDownLatch(1);

    MongoIndexes(MongoTemplate template) {
        this.template = template;
    }

    /** In the background, because the gateway starts and takes commands also while the database is down. */
    @EventListener(ApplicationReadyEvent.class)
    void createWhenPossible() {
        Thread.ofVirtual().name("indexes").start(() -> {
            try {
                while (!create() && !closed.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
                    LOG.debug("Trying again to create the indexes");
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void destroy() {
        closed.countDown();
    }

    /** Creates what is missing, if the account may; false when the database did not let us, which is worth another try later. */
    boolean create() {
        try {
            template.indexOps(Collections.USERS)
                    .createIndex(new Index(MongoAccountStore.USER_ID, Direction.ASC).unique());
            template.indexOps(Collections.SESSIONS).createIndex(expiry(MongoRefreshTokens.EXPIRES_AT));
            template.indexOps(Collections.REVOCATIONS).createIndex(expiry(MongoRevocations.EXPIRES_AT));
            template.indexOps(Collections.REVOCATIONS).createIndex(new Index(MongoRevocations.ADDED_AT, Direction.ASC));
            return true;
        } catch (RuntimeException notNow) {
            if (Faults.isUnauthorized(notNow)) {
                LOG.warn(
                        "This account may not create indexes, so they are taken to be there; without them sessions and "
                                + "revocations never expire");
                return true;
            }
            LOG.debug("Could not create the indexes yet", notNow);
            return false;
        }
    }

    private static Index expiry(String field) {
        return new Index(field, Direction.ASC).expire(Duration.ZERO);
    }
}
