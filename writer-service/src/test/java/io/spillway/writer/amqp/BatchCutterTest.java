package io.spillway.writer.amqp;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import io.spillway.contract.command.Command;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import static io.spillway.writer.core.CommandFixtures.create;
import static io.spillway.writer.core.CommandFixtures.note;
import static org.assertj.core.api.Assertions.assertThat;

class BatchCutterTest {

    private final ArrivedMessages arrived = new ArrivedMessages();

    @Test
    void takesAllThatHasArrivedAndDoesNotWaitForMore() throws InterruptedException {
        arrive(create("c1", "A"), create("c2", "B"), create("c3", "C"));

        assertThat(cut(settings(1000, DataSize.ofMegabytes(8), 500))).containsExactly(List.of(1L, 2L, 3L));
        assertThat(arrived.lingered).isZero();
    }

    @Test
    void cutsAtTheLargestNumberOfMessages() throws InterruptedException {
        arrive(create("c1", "A"), create("c2", "B"), create("c3", "C"), create("c4", "D"), create("c5", "E"));

        assertThat(cut(settings(2, DataSize.ofMegabytes(8), 500)))
                .containsExactly(List.of(1L, 2L), List.of(3L, 4L), List.of(5L));
    }

    @Test
    void cutsBeforeTheMessageThatIsTooManyBytes() throws InterruptedException {
        arrive(create("c1", "A"), create("c2", "B"), create("c3", "C"));
        int size = Messages.body(create("c1", "A")).length;

        assertThat(cut(settings(1000, DataSize.ofBytes(2L * size), 500))).containsExactly(List.of(1L, 2L), List.of(3L));
    }

    @Test
    void takesAMessageLargerThanTheLimitAlone() throws InterruptedException {
        arrive(create("c1", "A"), create("c2", "B"));

        assertThat(cut(settings(1000, DataSize.ofBytes(1), 500))).containsExactly(List.of(1L), List.of(2L));
    }

    @Test
    void cutsBeforeTheCommandThatIsTooManyOnItsOrder() throws InterruptedException {
        arrive(create("c1", "A"), note("c2", "A"), create("c3", "B"), note("c4", "A"), note("c5", "B"));

        assertThat(cut(settings(1000, DataSize.ofMegabytes(8), 2)))
                .containsExactly(List.of(1L, 2L, 3L), List.of(4L, 5L));
    }

    @Test
    void lingersWhenAsked() throws InterruptedException {
        arrive(create("c1", "A"));
        WriterSettings lingering = new WriterSettings(1, 1000, 1000, DataSize.ofMegabytes(8), 500,
                Duration.ofMillis(5), DataSize.ofMegabytes(1), Duration.ofSeconds(1));

        cut(lingering);

        assertThat(arrived.lingered).isEqualTo(1);
    }

    @Test
    void keepsSuspiciousMessagesApartFromOthersAndUndecoded() throws InterruptedException {
        arrive(create("c1", "A"));
        arrived.messages.add(Messages.redelivered(2, 3, create("c2", "B")));
        arrived.messages.add(Messages.redelivered(3, 9, note("c3", "B")));
        arrived.messages.add(Messages.redelivered(4, 2, create("c4", "C")));
        BatchCutter cutter = cutter(settings(1000, DataSize.ofMegabytes(8), 500));

        assertThat(cutter.next(Duration.ZERO)).singleElement().isInstanceOf(Incoming.Decoded.class);
        assertThat(cutter.next(Duration.ZERO)).hasSize(2).hasOnlyElementsOfType(Incoming.Suspect.class);
        assertThat(cutter.next(Duration.ZERO)).singleElement().isInstanceOf(Incoming.Decoded.class);
    }

    @Test
    void takesFewSuspiciousMessagesAtATime() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            arrived.messages.add(Messages.redelivered(i, 3, create("c" + i, "A" + i)));
        }
        BatchCutter cutter = cutter(settings(1000, DataSize.ofMegabytes(8), 500));

        assertThat(cutter.next(Duration.ZERO)).hasSize(BatchSettler.TOGETHER);
        assertThat(cutter.next(Duration.ZERO)).hasSize(100 - BatchSettler.TOGETHER);
    }

    private void arrive(Command... commands) {
        for (Command command : commands) {
            arrived.messages.add(Messages.delivered(arrived.messages.size() + 1, command));
        }
    }

    private static WriterSettings settings(int messages, DataSize bytes, int perOrder) {
        return new WriterSettings(1, 1000, messages, bytes, perOrder, Duration.ZERO, DataSize.ofMegabytes(1),
                Duration.ofSeconds(1));
    }

    private BatchCutter cutter(WriterSettings settings) {
        return new BatchCutter(arrived, new CommandDecoder(),
                new Suspicion(new SuspicionSettings(3, 3), Clock.systemUTC()), settings);
    }

    private List<List<Long>> cut(WriterSettings settings) throws InterruptedException {
        BatchCutter cutter = cutter(settings);
        List<List<Long>> batches = new ArrayList<>();
        for (List<Incoming> batch = cutter.next(Duration.ZERO); !batch.isEmpty(); batch = cutter.next(Duration.ZERO)) {
            batches.add(batch.stream().map(incoming -> incoming.message().deliveryTag()).toList());
        }
        return batches;
    }

    private static final class ArrivedMessages implements Arrivals {

        private final Queue<Message> messages = new ArrayDeque<>();
        private int lingered;

        @Override
        public Message poll(Duration wait) {
            return messages.poll();
        }

        @Override
        public Message poll() {
            return messages.poll();
        }

        @Override
        public void awaitMore(int more, Duration wait) {
            lingered++;
        }
    }
}
