package io.spillway.gateway.core.deadletter;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Acceptance.Accepted;
import org.jspecify.annotations.Nullable;

/** Dead letters in memory. Does with them as it is told, and writes down what happened to them, in order. */
public final class FakeDeadLetterQueue implements DeadLetterQueue {

    public final List<DeadLetter> letters = new ArrayList<>();
    public final Map<String, Acceptance> verdicts = new HashMap<>();
    public final Set<String> tooLarge = new HashSet<>();
    public final List<String> history = new ArrayList<>();
    public int beyondReach;
    public int cutShortAfter = Integer.MAX_VALUE;
    public boolean settlesSurely = true;
    public @Nullable DeadLettersUnavailableException failure;

    public void reset() {
        letters.clear();
        verdicts.clear();
        tooLarge.clear();
        history.clear();
        beyondReach = 0;
        cutShortAfter = Integer.MAX_VALUE;
        settlesSurely = true;
        failure = null;
    }

    public void add(String partition, String... ids) {
        for (String id : ids) {
            letters.add(new DeadLetter(id, "malformed-body", "The body is empty", Instant.EPOCH, partition,
                    "order.create.v1", 2, new DeadLetter.Excerpt("{}", true)));
        }
    }

    @Override
    public <T> T read(Predicate<String> toReplay, Function<Reading, T> work) {
        if (failure != null) {
            throw failure;
        }
        return work.apply(new FakeReading(toReplay));
    }

    private final class FakeReading implements Reading {

        private final Predicate<String> toReplay;
        private final long total = letters.size() + beyondReach;
        private final Deque<DeadLetter> left = new ArrayDeque<>(letters);
        private int handedOut;
        private boolean cutShort;

        FakeReading(Predicate<String> toReplay) {
            this.toReplay = toReplay;
        }

        @Override
        public long total() {
            return total;
        }

        @Override
        public @Nullable Taken next() {
            cutShort = handedOut++ >= cutShortAfter;
            DeadLetter next = cutShort ? null : left.poll();
            return next == null ? null : new FakeTaken(next, toReplay.test(next.id()));
        }

        @Override
        public boolean isCutShort() {
            return cutShort;
        }

        @Override
        public boolean isSettled() {
            return settlesSurely;
        }
    }

    private final class FakeTaken implements Taken {

        private final DeadLetter letter;
        private final boolean kept;

        FakeTaken(DeadLetter letter, boolean kept) {
            this.letter = letter;
            this.kept = kept;
        }

        @Override
        public DeadLetter letter() {
            return letter;
        }

        @Override
        public boolean isWhole() {
            return kept && !tooLarge.contains(letter.id());
        }

        @Override
        public Acceptance replay() {
            if (!isWhole()) {
                throw new IllegalStateException("Only a whole letter can be replayed");
            }
            Acceptance verdict = verdicts.getOrDefault(letter.id(), new Accepted());
            history.add((verdict instanceof Accepted ? "confirmed " : "unconfirmed ") + letter.id());
            return verdict;
        }

        @Override
        public void settle() {
            history.add("settled " + letter.id());
            letters.remove(letter);
        }
    }
}
