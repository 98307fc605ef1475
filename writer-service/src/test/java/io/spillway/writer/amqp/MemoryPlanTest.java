package io.spillway.writer.amqp;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MemoryPlanTest {

    private static final long HEAP = DataSize.ofMegabytes(256).toBytes();
    private static final DataSize SPOOL = DataSize.ofGigabytes(1);

    @ParameterizedTest(name = "-Xmx{0}m")
    @ValueSource(ints = {128, 256, 1024, 4096})
    void theDefaultsFitTheHeap(int megabytes) {
        long heap = DataSize.ofMegabytes(megabytes).toBytes();

        MemoryPlan plan = MemoryPlan.of(settings(2, 1000, heap >> 6, heap >> 5), new BufferSettings(null, SPOOL),
                new Topology(8, 1_000_000), heap);

        assertThat(plan.buffer()).isEqualTo(heap / 16);
    }

    @ParameterizedTest(name = "lanes {0}, prefetch {1}, batch {2}, cache {3}, buffer {4}")
    @CsvSource(delimiter = '|', textBlock = """
            2 | 1000  | 4MB  | 100MB | 16MB | more than half of the heap of 256 MiB: lower spillway.writer.lanes, .buffer, .cache or .max-batch-bytes, or raise -Xmx
            2 | 1000  | 16MB | 8MB   | 16MB | 2 lanes with a buffer of 16 MiB, a cache of 8 MiB and batches of 16 MiB (6 times that while they are written) need 240 MiB
            8 | 1000  | 4MB  | 8MB   | 16MB | need 384 MiB
            2 | 65535 | 4MB  | 8MB   | 16MB | spillway.writer.prefetch (65535) of 8 partitions is 1023 MiB of ordinary messages, which does not fit the buffers of 2 lanes (32 MiB)
            2 | 1000  | 4MB  | 8MB   | 1MB  | lower spillway.writer.prefetch, or raise spillway.writer.buffer or -Xmx (256 MiB)
            """)
    void whatCannotFitTheHeapIsRefusedWithASentence(int lanes, int prefetch, DataSize batch, DataSize cache,
            DataSize buffer, String sentence) {
        assertThatThrownBy(() -> MemoryPlan.of(settings(lanes, prefetch, batch.toBytes(), cache.toBytes()),
                new BufferSettings(buffer, SPOOL), new Topology(8, 1_000_000), HEAP))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(sentence);
    }

    @Test
    void lanesWithoutAPartitionTakeNoMemory() {
        MemoryPlan plan = MemoryPlan.of(settings(16, 1000, 1 << 20, 1 << 20), new BufferSettings(null, SPOOL),
                new Topology(2, 1_000_000), HEAP);

        assertThat(plan.buffer()).isEqualTo(HEAP / 16);
    }

    private static WriterSettings settings(int lanes, int prefetch, long batch, long cache) {
        return new WriterSettings(lanes, prefetch, 1000, DataSize.ofBytes(batch), 500, Duration.ZERO,
                DataSize.ofBytes(cache), Duration.ofSeconds(1));
    }
}
