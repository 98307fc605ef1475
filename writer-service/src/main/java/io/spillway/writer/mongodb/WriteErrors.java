package io.spillway.writer.mongodb;

import java.util.Set;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import io.spillway.writer.core.OrderStore.WriteResult;

/** What the error code of a single write says about it (MongoDB, "Error Codes"). */
final class WriteErrors {

    private static final int UNAUTHORIZED = 13;
    private static final int DUPLICATE_KEY = 11000;

    /** The server was busy, stepping down, shutting down or out of time: the same write may succeed later. */
    private static final Set<Integer> PASSING = Set.of(
            6, // HostUnreachable
            7, // HostNotFound
            24, // LockTimeout
            46, // LockBusy
            50, // MaxTimeMSExpired
            64, // WriteConcernTimeout
            89, // NetworkTimeout
            91, // ShutdownInProgress
            112, // WriteConflict
            134, // ReadConcernMajorityNotAvailableYet
            189, // PrimarySteppedDown
            202, // NetworkInterfaceExceededTimeLimit
            262, // ExceededTimeLimit
            9001, // SocketException
            10107, // NotWritablePrimary
            11600, // InterruptedAtShutdown
            11601, // Interrupted
            11602, // InterruptedDueToReplStateChange
            13435, // NotPrimaryNoSecondaryOk
            13436, // NotPrimaryOrSecondary
            14031); // OutOfDiskSpace

    private WriteErrors() {}

    static WriteResult classify(int code) {
        if (code == DUPLICATE_KEY) {
            return WriteResult.CONFLICT;
        }
        return PASSING.contains(code) ? WriteResult.UNKNOWN : WriteResult.REFUSED;
    }

    /** Whether a write that failed in part may succeed a little later: not all of it was refused for good, or has run into others. */
    static boolean passes(MongoBulkWriteException partly) {
        return partly.getWriteConcernError() != null || partly.getWriteErrors().stream()
                .anyMatch(error -> classify(error.getCode()) == WriteResult.UNKNOWN);
    }

    /** Whether it is, or was caused by, the account's lack of a right. */
    static boolean isUnauthorized(Throwable failed) {
        if (failed instanceof MongoException refused && refused.getCode() == UNAUTHORIZED) {
            return true;
        }
        Throwable cause = failed.getCause();
        return cause != null && isUnauthorized(cause);
    }
}
