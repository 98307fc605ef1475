package io.spillway.gateway.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.spillway.contract.command.Command;

/** Remembers commands and answers as told. */
public final class FakePublisher implements CommandPublisher {

    public final List<Command> published = new CopyOnWriteArrayList<>();
    public final List<TraceContext> traces = new CopyOnWriteArrayList<>();
    public final List<ReplyTo> replies = new CopyOnWriteArrayList<>();
    public volatile int possibleCopies;
    public volatile Acceptance verdict = new Acceptance.Accepted();

    @Override
    public Acceptance publish(Outgoing outgoing) {
        published.add(outgoing.command());
        traces.add(outgoing.trace());
        possibleCopies += outgoing.possibleCopy() ? 1 : 0;
        ReplyTo replyTo = outgoing.replyTo();
        if (replyTo != null) {
            replies.add(replyTo);
        }
        return verdict;
    }
}
