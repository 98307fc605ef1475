package io.spillway.gateway.core;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.outcome.CommandRecord;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests that are here at the same time and ask for the same go together: the first one leads, the others share what
 * comes of it, each for as long as it likes. Holds nothing beyond the requests that are here now. Thread-safe.
 */
final class Flights {

    private final Map<Same, Flight> flights = new ConcurrentHashMap<>();

    /** Requests with another payload don't join: the writer decides which of them came first. */
    private record Same(CommandId command, PayloadHash payload) {

        static Same as(Command command) {
            return new Same(command.id(), command.header().payloadHash());
        }
    }

    /** What came of a flight. */
    sealed interface Fate {

        /** The command had been applied or refused before. */
        record Recorded(CommandRecord found) implements Fate {}

        /** @param expected null when whoever published it did not wait: then its outcome comes to nobody here */
        record Published(Acceptance acceptance, Outcomes.@Nullable Expectation expected) implements Fate {}
    }

    private static final class Flight {

        private final CompletableFuture<Fate> fate = new CompletableFuture<>();
        /** Changed only inside of {@link Map#compute}. */
        private final AtomicInteger aboard = new AtomicInteger();

        private boolean failed() {
            return fate.isCompletedExceptionally() || (fate.getNow(null) instanceof Fate.Published published
                    && !(published.acceptance() instanceof Acceptance.Accepted));
        }

        private void close() {
            if (!fate.isCompletedExceptionally() && fate.getNow(null) instanceof Fate.Published published
                    && published.expected() != null) {
                published.expected().close();
            }
        }
    }

    /**
     * Takes part in the command's flight.
     *
     * @param leading   what the first one does; must end in bounded time, because the others wait for it
     * @param arrival   what each one does then; an expectation stays open until the last of them returns
     */
    <T> T take(Command command, Supplier<Fate> leading, Function<Fate, T> arrival) {
        Same same = Same.as(command);
        Flight own = new Flight();
        Flight flight = board(same, own);
        try {
            if (flight == own) {
                lead(own, leading);
            }
            return arrival.apply(flight.fate.join());
        } finally {
            leave(same, flight);
        }
    }

    private Flight board(Same same, Flight own) {
        return flights.compute(same, (key, current) -> {
            // after one that failed, the next one tries anew
            Flight flight = current == null || current.failed() ? own : current;
            flight.aboard.incrementAndGet();
            return flight;
        });
    }

    private static void lead(Flight flight, Supplier<Fate> leading) {
        try {
            flight.fate.complete(leading.get());
        } catch (RuntimeException | Error fault) {
            // everybody's, the leader's too
            flight.fate.completeExceptionally(fault);
        }
    }

    private void leave(Same same, Flight flight) {
        flights.compute(same, (key, current) -> {
            if (flight.aboard.decrementAndGet() > 0) {
                return current;
            }
            flight.close();
            return current == flight ? null : current;
        });
    }

    /** Commands that are on their way from here. */
    int underWay() {
        return flights.size();
    }

    /** Requests that are with them. */
    int aboard() {
        return flights.values().stream().mapToInt(flight -> flight.aboard.get()).sum();
    }
}
