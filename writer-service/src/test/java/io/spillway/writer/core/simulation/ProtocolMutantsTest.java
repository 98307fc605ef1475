package io.spillway.writer.core.simulation;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A simulation that finds nothing is worth something only when it finds these. */
class ProtocolMutantsTest {

    private static final int RUNS = 50_000;
    private static final long SEED = Long.getLong("simulation.seed", 1);

    private static final String FENCE = """
            return guard.version() == stored.version() && guard.rev().equals(stored.rev());
            """;

    private static final Mutant HASTY = Mutant.that("acknowledges before it writes")
            .inSurroundings("SimulatedWriter", """
                    proceed();
                    }

                    /** Dead letters,""", """
                    acknowledge();
                    proceed();
                    }

                    /** Dead letters,""");

    @ParameterizedTest
    @MethodSource
    void theSimulationFindsTheMutantThat(Mutant makesMistake) throws ReflectiveOperationException {
        int runs = new MutantLoader(makesMistake).runsUntilDifference(SEED, RUNS);

        assertThat(runs).as("runs until a difference").isBetween(1, RUNS);
        System.out.println("found the mutant that " + makesMistake + " in run " + runs);
    }

    static Stream<Mutant> theSimulationFindsTheMutantThat() {
        return Stream.of(
                Mutant.that("keeps only the last command in the chain")
                        .inCore("OrderWork", "new StoredOrder(id, state, revs.get(), verdicts)", """
                                new StoredOrder(id, state, revs.get(),
                                        Map.ofEntries(new LinkedHashMap<>(verdicts).lastEntry()))
                                """),
                HASTY,
                Mutant.that("writes without a fence")
                        .inSurroundings("SimulatedStore", FENCE, "return true;"),
                Mutant.that("fences on the version only")
                        .inSurroundings("SimulatedStore", FENCE, "return guard.version() == stored.version();"),
                Mutant.that("asks the ledger before it loads")
                        .inCore("BatchProcessor", """
                                load(toLoad);
                                Set<OrderWork> moved = askLedger(toAsk, toLoad);
                                """, """
                                Set<OrderWork> moved = askLedger(toAsk, toLoad);
                                load(toLoad);
                                """),
                Mutant.that("does not load again what the ledger knows")
                        .inCore("BatchProcessor", "toLoad = moved.isEmpty() ? decideAndWrite() : moved;",
                                "toLoad = decideAndWrite();"),
                Mutant.that("trusts a refusal from a stale cache")
                        .inCore("OrderWork", "if ((refusedAny || culpritFound) && source != Source.LOADED) {",
                                "if (false) {"),
                Mutant.that("does not look for copies in a batch")
                        .inCore("BatchProcessor", "Command first = commands.putIfAbsent(command.id(), command);",
                                """
                                        commands.putIfAbsent(command.id(), command);
                                        Command first = null;
                                        """)
                        .inCore("OrderWork", "Map<CommandId, Verdict> verdicts = knownVerdicts(recorded);", """
                                Map<CommandId, Verdict> known = knownVerdicts(recorded);
                                Map<CommandId, Verdict> verdicts = new LinkedHashMap<>(known);
                                """)
                        .inCore("OrderWork", "if (verdicts.containsKey(command.id())) {",
                                "if (known.containsKey(command.id())) {"),
                Mutant.that("records before it writes")
                        .inCore("BatchProcessor", "List<WriteResult> results = tryWrite(writes.values());", """
                                List<RecordedCommand> ahead = new ArrayList<>();
                                writes.forEach((work, step) -> work.commands().forEach(command -> {
                                    Verdict verdict = step.verdicts().get(command.id());
                                    if (verdict != null && recorded.putIfAbsent(command.id(), verdict) == null) {
                                        ahead.add(new RecordedCommand(command.header(), command.kind(),
                                                verdict.outcome()));
                                    }
                                }));
                                Ledger.Entry early = new Ledger.Entry(ids.get(), ahead);
                                patience.untilAnswered(() -> {
                                    ledger.record(early);
                                    return early;
                                });
                                List<WriteResult> results = tryWrite(writes.values());
                                """),
                Mutant.that("begins the next batch before this one is recorded")
                        .inCore("BatchProcessor", """
                                batch.settle();
                                batch.record();
                                """, """
                                int half = deliveries.size() / 2;
                                Batch first = new Batch(deliveries.subList(0, half), patience);
                                Batch next = new Batch(deliveries.subList(half, deliveries.size()), patience);
                                first.settle();
                                next.settle();
                                first.record();
                                next.record();
                                batch.verdicts.putAll(next.verdicts);
                                batch.verdicts.putAll(first.verdicts);
                                """),
                Mutant.that("lets tombstones expire too early")
                        .inSurroundings("SimulatedStore", "TOMBSTONES_LIVE = 100_000;", "TOMBSTONES_LIVE = 20;"),
                Mutant.that("remembers an order that it only read")
                        .inCore("BatchProcessor", "case Step.Settled settled ->", """
                                case Step.Settled settled when work.base() != null -> {
                                    settle(work, settled.verdicts());
                                    cache.put(work.base());
                                }
                                case Step.Settled settled ->""")
                        .inCore("OrderWork", "boolean isRemembered() {", """
                                @Nullable StoredOrder base() {
                                    return base;
                                }

                                boolean isRemembered() {"""),
                Mutant.that("does not ask for copies")
                        .inCore("BatchProcessor", "possibleCopies.add(command.id());", ""),
                Mutant.that("leaves no trace of a culprit")
                        .inCore("OrderWork", "(culpritFound && base != null && !unwritable)", "false"),
                Mutant.that("tries for ever to leave a trace of a culprit")
                        .inCore("OrderWork", "unwritable = true;", ""));
    }

    @Test
    void aFailureIsShrunkToALineThatRepeatsIt() throws ReflectiveOperationException {
        MutantLoader mutant = new MutantLoader(HASTY);

        String failure = mutant.failure(SEED, 10);
        Setting shrunk = Setting.parse(failure.substring(failure.lastIndexOf('=') + 1));

        assertThat(failure).contains("DIFFERENCE");
        assertThat(mutant.replay(shrunk)).isEqualTo(failure);
        assertThat(failure.lines().filter(line -> line.startsWith("queue takes"))).hasSize(1);
        assertThat(shrunk.faults()).isEmpty();
        assertThat(Campaign.replay(shrunk.toString())).as("without the mutant").contains("no difference");
    }
}
