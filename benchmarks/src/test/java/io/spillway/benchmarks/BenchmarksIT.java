package io.spillway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The command line as people use it, in small, on the servers that there are. */
class BenchmarksIT {

    @TempDir
    private Path results;

    @Test
    void drainsABacklogAndReportsIt() throws IOException {
        drain("--workload", "creates", "--way", "ceiling", "--commands", "1000", "--warm-up", "500", "--rounds", "1",
                "--call-cost", "0");

        assertThat(Files.readString(folder().resolve("report.md"))).contains("ceiling × 2");
        assertThat(Files.readAllLines(folder().resolve("rounds.csv"))).hasSize(2);
    }

    @Test
    @Tag("proof")
    void drainsABacklogWithTheServiceAndWithoutAndReportsBoth() throws IOException {
        drain("--quick", "--workload", "hot", "--way", "spillway,spring-batch");

        assertThat(Files.readString(folder().resolve("report.md"))).contains("spillway × 2", "spring-batch × 2");
        assertThat(Files.readAllLines(folder().resolve("rounds.csv"))).hasSize(3);
    }

    @Test
    @Tag("proof")
    void acceptsOrdersWithTheStoreRunningAndStoppedAndReportsBoth() throws IOException {
        run("accept", "--part", "outage", "--outage-rounds", "1", "--outage-seconds", "1", "--warm-up", "1",
                "--connections",
                "20", "--saturating", "10");

        assertThat(Files.readString(folder().resolve("report.md"))).contains("| store stopped |",
                "With the store stopped: ");
        List<String> rounds = Files.readAllLines(folder().resolve("rounds.csv"));
        assertThat(rounds).hasSize(1 + 4);
        assertThat(rounds.subList(1, rounds.size())).allMatch(round -> round.split(",", -1)[8].equals("0"), "no error");
    }

    @Test
    @Tag("proof")
    void measuresLatencyAtRestAndInTroubleAndReportsIt() throws IOException {
        run("latency", "--quick", "--connections", "20");

        assertThat(Files.readString(folder().resolve("report.md"))).contains("| 202 to written |", "| stopped |",
                "the idle writer-service uses");
        assertThat(Files.readAllLines(folder().resolve("load.csv"))).hasSize(1 + 3);
        assertThat(Files.readAllLines(folder().resolve("trouble.csv"))).hasSize(1 + 4);
    }

    @Test
    @Tag("proof")
    void acceptsOrdersInThreeWaysAndReportsThem() throws IOException {
        run("accept", "--quick", "--connections", "20", "--saturating", "10");

        assertThat(Files.readString(folder().resolve("report.md"))).contains("| spillway |", "| nothing |",
                "| direct |", "Burst: ", "spillway, 100 a request", "With the store stopped: ");
        assertThat(Files.readAllLines(folder().resolve("rounds.csv"))).hasSize(1 + 6 + 4 + 3);
    }

    private void drain(String... options) throws IOException {
        run("drain", options);
    }

    private void run(String scenario, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(scenario, "--results", results.toString()));
        arguments.addAll(List.of(options));
        assertThat(Benchmarks.commandLine().execute(arguments.toArray(String[]::new))).isZero();
        assertThat(files()).anyMatch(name -> name.endsWith(".svg")).anyMatch(name -> name.endsWith(".png"));
        assertThat(Files.readString(folder().resolve("report.md"))).contains("Broker: ", "Store: ");
    }

    private Path folder() throws IOException {
        try (Stream<Path> folders = Files.list(results)) {
            return folders.findFirst().orElseThrow();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
