package io.spillway.gateway.amqp;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The word from the connection that publishes to the one that receives outcomes that the broker is there. Else commands would be
 * accepted again up to five seconds before their outcomes can come, and who waits for one would wait in vain. For any thread that
 * tells, and one that waits.
 */
final class BrokerSeen {

    private final Semaphore seen = new Semaphore(0);

    void tell() {
        seen.release();
    }

    /**
     * Returns when that time is over, or at once if the broker was seen since this was last called.
     *
     * @return whether it was
     */
    boolean await(Duration atMost) throws InterruptedException {
        boolean told = seen.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        seen.drainPermits();
        return told;
    }
}
