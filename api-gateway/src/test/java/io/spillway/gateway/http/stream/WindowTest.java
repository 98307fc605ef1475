package io.spillway.gateway.http.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WindowTest {

    private final Window<Integer> window = new Window<>(3, 10);

    @Test
    void resultsComeInTheOrderInWhichTheirWorkWasBegun() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        window.begin(1, () -> {
            awaitLatch(second);
            return 1;
        });
        window.begin(1, () -> {
            second.countDown();
            return 2;
        });
        window.put(1, 3);

        assertThat(List.of(window.next(), window.next(), window.next())).containsExactly(1, 2, 3);
    }

    @Test
    void noMoreIsBegunThanItsNumberAllows() throws Exception {
        assertBounded(1, 3);
    }

    @Test
    void noMoreIsBegunThanItsBytesAllow() throws Exception {
        assertBounded(5, 2);
    }

    private void assertBounded(int size, int atOnce) throws Exception {
        AtomicInteger begun = new AtomicInteger();
        CompletableFuture<Void> beginning = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 20; i++) {
                int number = i;
                begun.incrementAndGet();
                window.begin(size, () -> number);
            }
            window.finish(null);
        });
        // the one more waits for room
        await().during(100, TimeUnit.MILLISECONDS).until(() -> begun.get() == atOnce + 1);

        List<Integer> results = new ArrayList<>();
        for (Integer next = window.next(); next != null; next = window.next()) {
            results.add(next);
        }
        beginning.get(5, TimeUnit.SECONDS);
        assertThat(results).isEqualTo(IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void nothingIsBegunBehindTheEnd() throws Exception {
        window.put(1, 1);
        assertThat(window.finish(9)).isTrue();

        assertThat(window.finish(10)).isFalse();
        assertThat(window.put(1, 2)).isFalse();
        assertThat(window.begin(1, () -> {
            throw new AssertionError("begun");
        })).isFalse();
        assertThat(window.next()).isEqualTo(1);
        assertThat(window.next()).isEqualTo(9);
        assertThat(window.next()).isNull();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
