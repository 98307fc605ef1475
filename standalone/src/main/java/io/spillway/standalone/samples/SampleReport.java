package io.spillway.standalone.samples;

import java.time.Duration;
import java.util.Locale;

/**
 * What became of a sample run.
 *
 * @param sent      orders sent
 * @param accepted  answered 202
 * @param rejected  refused by the gateway
 * @param unknown   of which nobody knows whether they were taken
 * @param writer    what the writer did in that time
 * @param accepting from the first request to the last answer
 * @param writing   from the first request until the last accepted order was written
 * @param ending    why it ended
 */
public record SampleReport(int sent, long accepted, long rejected, long unknown, WriterCounts writer,
        Duration accepting, Duration writing, Ending ending) {

    /** Why a run ended. */
    public enum Ending {
        COMPLETE, STALLED, CANCELLED
    }

    /** For the user; ends with a line break. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (ending == Ending.STALLED) {
            text.append("Nothing went on for a while, so this is not waited for any longer. What was accepted is safe"
                    + " in the queue and will be written.\n");
        } else if (ending == Ending.CANCELLED) {
            text.append("Stopped before the end.\n");
        }
        text.append(String.format(Locale.ROOT,
                "%,d sample orders: %,d accepted in %.1f s, %,d written in %.1f s (both from the first request), %,d rejected",
                sent, accepted, seconds(accepting), writer.applied(), seconds(writing), rejected + writer.refused()));
        if (unknown > 0) {
            text.append(String.format(Locale.ROOT, ", %,d without a clear answer", unknown));
        }
        text.append(String.format(Locale.ROOT,
                ".%nThe writer took %,d batches and %,d write calls to the database for %,d order documents.%n",
                writer.batches(), writer.storeCalls(), writer.orderWrites()));
        return text.toString();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
