package io.spillway.gateway.core.deadletter;

import java.util.Map;

import io.spillway.gateway.core.Acceptance.Reason;

/**
 * What became of a replay.
 *
 * @param fates     by id: first those found, in the order of the queue; of several copies the first that was not replayed tells
 * @param remaining how many letters are in the queue still
 */
public record ReplayReport(Map<String, Fate> fates, long remaining) {

    /** What became of one letter. Only a replayed one has left the queue of dead letters. */
    public sealed interface Fate {

        /** The broker has it in its partition. */
        record Replayed() implements Fate {}

        /** The broker did not take it. */
        record NotAccepted(Reason reason) implements Fate {}

        /** The broker did not say whether it took it. If it did, the writer knows a second one for a copy. */
        record AcceptanceUnknown() implements Fate {}

        /** An earlier letter of its partition was not replayed, and may not be overtaken. */
        record HeldBack() implements Fate {}

        /** It was not its turn yet: there are too many or too large ones before it. */
        record NotReached() implements Fate {}

        /** There is none. */
        record NotFound() implements Fate {}
    }
}
