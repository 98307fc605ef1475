package io.spillway.benchmarks.workload;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.order.OrderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

class WorkloadTest {

    private static List<Command> commands(Workload workload, CommandMaker maker, int count) {
        return Stream.iterate(workload.commands(maker, count), i -> i.hasNext(), i -> i).map(i -> i.next()).toList();
    }

    /** The rules of the writer, as far as these commands go. */
    @ParameterizedTest
    @EnumSource
    void keepsTheScoreOfApplyingAllOneByOne(Workload workload) {
        CommandMaker maker = new CommandMaker();
        Map<OrderId, Long> versions = new HashMap<>();
        for (Command command : commands(workload, maker, 3_000)) {
            switch (command.kind()) {
                case CREATE -> assertThat(versions.put(command.orderId(), 1L)).isNull();
                case REPLACE, PATCH -> assertThat(versions.computeIfPresent(command.orderId(), (id, v) -> v + 1))
                        .isNotNull();
                case DELETE -> assertThat(versions.remove(command.orderId())).isNotNull();
            }
        }

        assertThat(maker.score()).isEqualTo(new CommandMaker.Score(versions.size(),
                versions.values().stream().mapToLong(Long::longValue).sum()));
    }

    @ParameterizedTest
    @EnumSource
    void namesNoCommandTwice(Workload workload) {
        Set<Object> seen = new HashSet<>();

        assertThat(commands(workload, new CommandMaker(), 3_000)).allMatch(command -> seen.add(command.id()))
                .hasSize(3_000 + workload.seeds());
    }

    @Test
    void mixesTheKindsAsItSays() {
        Map<CommandKind, Long> kinds = commands(Workload.MIXED, new CommandMaker(), 10_000).stream()
                .skip(Workload.MIXED.seeds()).collect(groupingBy(Command::kind, counting()));

        assertThat(kinds.get(CommandKind.CREATE)).isBetween(3_800L, 4_200L);
        assertThat(kinds.get(CommandKind.PATCH)).isBetween(3_800L, 4_200L);
        assertThat(kinds.get(CommandKind.DELETE)).isBetween(900L, 1_100L);
    }

    @Test
    void drawsTheFirstNumberOfZipfTwiceAsOftenAsTheSecond() {
        Zipf zipf = new Zipf(100);
        SplittableRandom random = new SplittableRandom(1);
        int[] drawn = new int[100];
        IntStream.range(0, 100_000).forEach(i -> drawn[zipf.draw(random)]++);

        assertThat((double) drawn[0] / drawn[1]).isBetween(1.9, 2.1);
        assertThat(Arrays.stream(drawn)).allMatch(count -> count > 0);
    }
}
