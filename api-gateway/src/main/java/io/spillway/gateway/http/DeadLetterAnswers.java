package io.spillway.gateway.http;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.spillway.gateway.core.deadletter.DeadLetter;
import io.spillway.gateway.core.deadletter.DeadLetters;
import io.spillway.gateway.core.deadletter.ReplayReport;
import io.spillway.gateway.core.deadletter.ReplayReport.Fate;
import org.jspecify.annotations.Nullable;

/** Dead letters, and what became of them, as operators get them; members that say nothing are absent. */
final class DeadLetterAnswers {

    private DeadLetterAnswers() {}

    /** @param total how many dead letters there are, on this page or not */
    record Page(List<Letter> data, long total) {}

    /**
     * @param size          of the body, in bytes
     * @param body          its beginning, if that is text
     * @param bodyTruncated present, and true, when there is more of it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Letter(String id, String reason, @Nullable String detail, @Nullable Instant firstSeen, String partition,
            @Nullable String type, long size, @Nullable String body, @Nullable Boolean bodyTruncated) {

        static Letter of(DeadLetter letter) {
            DeadLetter.Excerpt body = letter.body();
            return new Letter(letter.id(), letter.reason(), letter.detail(), letter.firstSeen(), letter.partition(),
                    letter.type(), letter.size(), body == null ? null : body.text(),
                    (body == null || body.complete()) ? null : true);
        }
    }

    /** @param remaining how many dead letters are left */
    record Replay(List<Result> results, long remaining) {}

    /** @param detail a sentence for people, unless it was replayed */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(String id, String result, @Nullable String detail) {}

    static Page page(DeadLetters.Page page) {
        return new Page(page.letters().stream().map(Letter::of).toList(), page.total());
    }

    static Replay replay(ReplayReport report) {
        return new Replay(report.fates().entrySet().stream()
                .map(entry -> new Result(entry.getKey(), name(entry.getValue()), detail(entry.getValue())))
                .toList(), report.remaining());
    }

    /** The stable name of what became of a letter. */
    static String name(Fate fate) {
        return switch (fate) {
            case Fate.Replayed yes -> "replayed";
            case Fate.NotAccepted no -> "not-accepted";
            case Fate.AcceptanceUnknown unknown -> "acceptance-unknown";
            case Fate.HeldBack behind -> "held-back";
            case Fate.NotReached later -> "not-reached";
            case Fate.NotFound none -> "not-found";
        };
    }

    private static @Nullable String detail(Fate fate) {
        return switch (fate) {
            case Fate.Replayed yes -> null;
            case Fate.NotAccepted no -> WriteAnswers.why(no.reason()) + " It stays a dead letter.";
            case Fate.AcceptanceUnknown unknown -> "The broker did not confirm it in time, so it stays a dead letter. "
                    + "Replaying it again is safe.";
            case Fate.HeldBack behind ->
                "An earlier dead letter of its partition was not replayed; it stays behind it.";
            case Fate.NotReached later -> "Its turn did not come; handle the dead letters before it, and repeat this.";
            case Fate.NotFound none -> "No dead letter has this id.";
        };
    }
}
