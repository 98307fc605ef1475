package io.spillway.gateway.http.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the answers of a window to the client, in three threads: one collects them as soon as they are there, so that the
 * window never waits for the client; one sends them; one watches that the client does anything at all. They end when the
 * last answer is sent, or the client cannot be told any more.
 */
public final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int BUFFER = 16 * 1024;
    /** How often a client is looked at in the time after which it counts as stalled. */
    private static final int LOOKS = 8;
    private static final long LONGEST_MILLIS = 1_000;

    private final Window<Answer> window;
    private final Answers answers;
    private final PatientConnection connection;
    private final OutputStream out;
    private final Stall stall;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean failed;
    private volatile boolean ending;
    private volatile long deadline;

    public Delivery(Window<Answer> window, Answers answers, PatientConnection connection, OutputStream out,
            Stall stall) {
        this.window = window;
        this.answers = answers;
        this.connection = connection;
        this.out = out;
        this.stall = stall;
    }

    public void start() {
        Threads.start(this::collect);
        Threads.start(this::send);
        Threads.start(this::watch);
    }

    /** Whether nobody can be told anything any more. */
    public boolean hasFailed() {
        return failed;
    }

    /**
     * Behind the answers of the window, which has to be finished, the whole answer ends, and so does the reading of the
     * request, whether its client has sent all of it or not.
     *
     * @param atMost how long the client may take for what is still to be sent
     */
    public void endWithin(Duration atMost) {
        deadline = System.nanoTime() + atMost.toNanos();
        ending = true;
    }

    /** Waits for the end. */
    public void await() {
        boolean hurried = false;
        while (ended.getCount() > 0) {
            try {
                ended.await();
            } catch (InterruptedException notBefore) {
                // once the request is over, the sender would write into the answer to another one
                hurried = true;
            }
        }
        if (hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void collect() {
        try {
            long line = 0;
            for (Answer next = window.next(); next != null; next = window.next()) {
                line = next.lineAfter(line);
                answers.append(next.text(line));
            }
        } catch (InterruptedException | RuntimeException bug) {
            LOG.error("Answers cannot be made", bug);
            fail();
        } finally {
            answers.finish();
        }
    }

    private void send() {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int length = answers.take(buffer); length >= 0; length = answers.take(buffer)) {
                send(buffer, length);
            }
            if (ending) {
                out.close();
                // the reader may still wait for lines, and nothing else wakes it
                connection.stopReading();
            }
        } catch (IOException gone) {
            LOG.debug("The client takes no answers any more", gone);
            fail();
        } catch (RuntimeException bug) {
            LOG.error("Answers cannot be sent", bug);
            fail();
        } finally {
            answers.close();
            ended.countDown();
        }
    }

    private void send(byte[] buffer, int length) throws IOException {
        stall.waitFor(() -> {
            out.write(buffer, 0, length);
            if (answers.isEmpty()) {
                out.flush();
            }
            return length;
        });
    }

    private void watch() {
        try {
            long pause = Math.min(LONGEST_MILLIS, stall.limit().toMillis() / LOOKS);
            while (!ended.await(pause, TimeUnit.MILLISECONDS)) {
                if (stall.isOver() || (ending && System.nanoTime() - deadline > 0)) {
                    LOG.info("A client that neither sends nor takes anything is cut off");
                    fail();
                }
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets everybody go who waits for the client. */
    private void fail() {
        failed = true;
        connection.cut();
        answers.close();
    }
}
