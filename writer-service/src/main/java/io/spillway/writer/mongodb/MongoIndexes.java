package io.spillway.writer.mongodb;

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

/** The indexes of all collections. Creating one that exists does nothing. */
@Component
public final class MongoIndexes implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(MongoIndexes.class);

    private final MongoTemplate template;
    private final CountDownLatch closed = new CountDownLatch(1);

    public MongoIndexes(MongoTemplate template) {
        this.template = template;
    }

    /** In the background, because the writer starts and takes commands also while the database is down. */
    @EventListener(ApplicationReadyEvent.class)
    void createWhenPossible() {
        Thread.ofVirtual().name("indexes").start(() -> {
            try {
                while (!create() && !closed.await(5, TimeUnit.SECONDS)) {
                    log.info("Trying again to create the indexes");
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

    /**
     * Creates what is missing, if the account may.
     *
     * @return false when the database did not let us, which is worth another try later
     */
    public boolean create() {
        try {
            // One for each way to list, for users (by owner) and operators (all), in keyset order.
            newestFirst();
            newestFirst("status");
            newestFirst("customerId");
            newestFirst("createdBy");
            newestFirst("createdBy", "status");
            newestFirst("createdBy", "customerId");
            // The writer's clock sets expiresAt; the server only has to look whether it is past.
            template.indexOps(MongoOrderStore.COLLECTION).createIndex(expiry());
            template.indexOps(MongoLedger.COLLECTION).createIndex(expiry());
            template.indexOps(MongoSuspectNotes.COLLECTION).createIndex(expiry());
            template.indexOps(MongoLedger.COLLECTION).createIndex(new Index("commands.id", Direction.ASC));
            return true;
        } catch (RuntimeException notNow) {
            if (WriteErrors.isUnauthorized(notNow)) {
                log.warn("This account may not create indexes, so they are taken to be there; without them reads scan, "
                        + "and nothing expires");
                return true;
            }
            log.warn("Could not create the indexes yet: {}", notNow.getMessage());
            return false;
        }
    }

    private void newestFirst(String... filters) {
        Index index = new Index();
        for (String filter : filters) {
            index.on(filter, Direction.ASC);
        }
        template.indexOps(MongoOrderStore.COLLECTION)
                .createIndex(index.on("createdAt", Direction.DESC).on("_id", Direction.DESC));
    }

    private static Index expiry() {
        return new Index("expiresAt", Direction.ASC).expire(Duration.ZERO);
    }
}
