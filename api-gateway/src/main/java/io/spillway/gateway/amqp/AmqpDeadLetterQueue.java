package io.spillway.gateway.amqp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.spillway.gateway.core.deadletter.DeadLetterQueue;
import io.spillway.gateway.core.deadletter.DeadLettersUnavailableException;
import io.spillway.gateway.core.deadletter.DeadLettersUnavailableException.Why;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code orders.dead} on a connection and a thread of each reading's own: ending the connection puts back whatever it
 * holds, and nothing of it touches those that commands are published on. The calling thread only waits, with a bound. A
 * reading that hangs in a socket keeps the others out until it ends, so that there is never more than one.
 */
final class AmqpDeadLetterQueue implements DeadLetterQueue {

    /** Opens a connection that is used for one reading. */
    @FunctionalInterface
    interface Connector {
        Connection connect() throws IOException, TimeoutException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(AmqpDeadLetterQueue.class);
    private static final int CLOSE_MILLIS = 2_000;
    // for opening the connection, and whatever else the client bounds by itself
    private static final Duration SLACK = Duration.ofSeconds(15);

    private final Connector connector;
    private final DeadLetterSettings settings;
    private final Duration confirmTimeout;
    private final Semaphore free = new Semaphore(1);

    AmqpDeadLetterQueue(Connector connector, DeadLetterSettings settings, Duration confirmTimeout) {
        this.connector = connector;
        this.settings = settings;
        this.confirmTimeout = confirmTimeout;
    }

    @Override
    public <T> T read(Predicate<String> toReplay, Function<Reading, T> work) {
        try {
            if (!free.tryAcquire(settings.lockTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new DeadLettersUnavailableException(Why.BUSY, "Somebody reads the dead letters", null);
            }
            return await(start(toReplay, work));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unreachable(stopped);
        }
    }

    private <T> CompletableFuture<T> start(Predicate<String> toReplay, Function<Reading, T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("dead-letters").start(() -> {
            try {
                answer.complete(readNow(toReplay, work));
            } catch (Throwable failed) {
                answer.completeExceptionally(failed);
            } finally {
                free.release();
            }
        });
        return answer;
    }

    private <T> T readNow(Predicate<String> toReplay, Function<Reading, T> work)
            throws IOException, TimeoutException, InterruptedException {
        Connection connection = connector.connect();
        try {
            long now = System.nanoTime();
            long lockedOut = now + settings.lockTimeout().toNanos();
            ReaderLock.take(connection, lockedOut);
            ReplayChannel replays = new ReplayChannel(connection, confirmTimeout);
            return work.apply(DeadLetterReading.begin(connection, replays, toReplay, lockedOut,
                    now + settings.timeLimit().toNanos()));
        } finally {
            connection.abort(CLOSE_MILLIS);
        }
    }

    private <T> T await(CompletableFuture<T> answer) throws InterruptedException {
        Duration patience = settings.lockTimeout().plus(settings.timeLimit()).plus(confirmTimeout).plus(SLACK);
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hanging) {
            throw unreachable(hanging);
        } catch (ExecutionException failed) {
            throw switch (failed.getCause()) {
                case DeadLettersUnavailableException known -> known;
                case IOException lost -> unreachable(lost);
                case TimeoutException late -> unreachable(late);
                case ShutdownSignalException lost -> unreachable(lost);
                case InterruptedException stopped -> unreachable(stopped);
                case null, default -> new IllegalStateException("Reading dead letters failed", failed);
            };
        }
    }

    private static DeadLettersUnavailableException unreachable(Exception cause) {
        // the client wraps what the broker said in exceptions that say nothing
        LOG.warn("Dead letters cannot be read: {}",
                String.valueOf(cause.getCause() == null ? cause : cause.getCause()));
        return new DeadLettersUnavailableException(Why.UNREACHABLE, "The broker cannot be reached", cause);
    }
}
