package io.spillway.gateway.mongodb;

import java.util.function.Supplier;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import io.spillway.gateway.core.identity.AccountsUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the database's failures into the one that the core knows. */
final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final int UNAUTHORIZED = 13;

    private Faults() {}

    /** @throws AccountsUnavailableException in the place of whatever the driver threw */
    static <T> T translated(Supplier<T> work) {
        try {
            return work.get();
        } catch (MongoCommandException refused) {
            // not an outage: rights or settings want a person
            LOG.error("The database refused a command with error {} {}", refused.getErrorCode(),
                    refused.getErrorCodeName());
            throw new AccountsUnavailableException("The database refused", refused);
        } catch (MongoException away) {
            throw new AccountsUnavailableException("The database does not answer", away);
        }
    }

    /** Whether it is, or was caused by, the account's lack of a right (MongoDB, "Error Codes"). */
    static boolean isUnauthorized(Throwable failed) {
        if (failed instanceof MongoException refused && refused.getCode() == UNAUTHORIZED) {
            return true;
        }
        Throwable cause = failed.getCause();
        return cause != null && isUnauthorized(cause);
    }
}
