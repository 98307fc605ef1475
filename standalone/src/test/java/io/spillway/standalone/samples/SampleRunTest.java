package io.spillway.standalone.samples;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.spillway.standalone.samples.OrderSender.Answer;
import io.spillway.standalone.samples.SampleReport.Ending;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampleRunTest {

    private static final List<String> ORDERS = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Behind the fake gateway. */
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong written = new AtomicLong(7); // in an earlier run

    @Test
    void sendsEveryOrderOnceAndWaitsUntilAllAreWritten() {
        SampleReport report = run(this::acceptAndWrite, PATIENCE);

        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(report.sent()).isEqualTo(300);
        assertThat(report.accepted()).isEqualTo(300);
        assertThat(report.writer().applied()).isEqualTo(300);
    }

    @Test
    void waitsOnlyForWhatWasAccepted() {
        SampleReport report = run(order -> switch (Integer.parseInt(order) % 3) {
            case 0 -> Answer.REJECTED;
            case 1 -> Answer.UNKNOWN;
            default -> acceptAndWrite(order);
        }, PATIENCE);

        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(List.of(report.accepted(), report.rejected(), report.unknown())).containsExactly(100L, 100L, 100L);
    }

    @Test
    void givesUpWhenNothingGoesOn() {
        SampleReport report = run(order -> Answer.ACCEPTED, Duration.ofMillis(300));

        assertThat(report.ending()).isEqualTo(Ending.STALLED);
        assertThat(report.accepted()).isEqualTo(300);
        assertThat(report.writer().applied()).isZero();
    }

    @Test
    void endsEarlyWhenAskedTo() {
        CountDownLatch never = new CountDownLatch(1);
        SampleRun[] self = new SampleRun[1];
        self[0] = sampleRun(order -> {
            self[0].close();
            never.await();
            return Answer.ACCEPTED;
        }, PATIENCE);

        assertThat(self[0].run().ending()).isEqualTo(Ending.CANCELLED);
    }

    private Answer acceptAndWrite(String order) {
        queued.incrementAndGet();
        return Answer.ACCEPTED;
    }

    /** A batch each time somebody looks. */
    private WriterCounts writeSome() {
        long batch = Math.min(40, queued.get());
        queued.addAndGet(-batch);
        return new WriterCounts(written.addAndGet(batch), 0, 0, 0, 0);
    }

    private SampleReport run(OrderSender sender, Duration patience) {
        return sampleRun(sender, patience).run();
    }

    private SampleRun sampleRun(OrderSender sender, Duration patience) {
        return new SampleRun(ORDERS, sender, this::writeSome, new Silent(), patience);
    }

    private static final class Silent implements SampleProgress {
        @Override
        public void show(long accepted, long written, int all) {}

        @Override
        public void end() {}
    }
}
