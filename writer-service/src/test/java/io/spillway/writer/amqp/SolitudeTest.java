package io.spillway.writer.amqp;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SolitudeTest {

    private final Solitude solitude = new Solitude();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);

    @Test
    void othersWorkSideBySide() throws Exception {
        Thread other = stay(false);

        solitude.amongOthers(() -> assertThat(other.isAlive()).isTrue());

        leave.countDown();
        other.join();
    }

    @Test
    void nobodyWorksBesideOneThatIsAlone() throws Exception {
        Thread alone = stay(true);
        Thread waiting = Thread.ofPlatform().start(() -> quietly(() -> solitude.amongOthers(() -> {})));

        await().until(() -> waiting.getState() == Thread.State.WAITING);
        leave.countDown();

        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
        alone.join();
    }

    @Test
    void beingAloneWaitsForTheOthersAndEndsAlsoWhenItFails() throws Exception {
        Thread other = stay(false);
        Thread waiting = Thread.ofPlatform().start(() -> quietly(() -> solitude.alone(() -> {
            throw new IllegalStateException("fails");
        })));

        await().until(() -> waiting.getState() == Thread.State.WAITING);
        leave.countDown();
        other.join();
        waiting.join();

        solitude.amongOthers(() -> {});
    }

    private Thread stay(boolean alone) throws InterruptedException {
        Solitude.Work work = () -> {
            inside.countDown();
            leave.await();
        };
        Thread thread = Thread.ofPlatform().start(() -> quietly(() -> {
            if (alone) {
                solitude.alone(work);
            } else {
                solitude.amongOthers(work);
            }
        }));
        inside.await();
        return thread;
    }

    private static void quietly(Solitude.Work work) {
        try {
            work.run();
        } catch (Exception expected) {
            Thread.currentThread().interrupt();
        }
    }
}
