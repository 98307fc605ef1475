package io.spillway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;

/** Comes last and looks back at what every process has printed since the run began, so it makes no sense alone. */
@Isolated // which JUnit runs when all others have ended
class LogsIT {

    @BeforeAll
    static void untilNobodyPrintsAnyMore() {
        Stack.closeShared();
    }

    @Test
    void noTokenKeyOrPasswordOfTheRunIsInAnyOfItsLogs() throws IOException {
        List<Path> logs = JarProcess.logs();
        Set<String> secrets = Secrets.kept();
        assertThat(logs).extracting(log -> log.getFileName().toString().replaceFirst("-\\d+\\.log$", ""))
                .as("the run as a whole").contains("api-gateway", "order-service", "writer-service");
        assertThat(secrets).hasSizeGreaterThan(30);

        int read = 0;
        for (Path log : logs) {
            List<String> lines = Files.readAllLines(log);
            read += lines.size();
            assertThat(lines).as("%s", log)
                    .noneMatch(line -> secrets.stream().anyMatch(line::contains));
        }
        // not each one: some are killed before they say anything
        assertThat(read).isGreaterThan(10 * logs.size());
    }
}
