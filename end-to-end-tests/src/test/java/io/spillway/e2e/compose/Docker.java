package io.spillway.e2e.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** Docker's command, which never waits longer than it is allowed to. Thread-safe. */
final class Docker {

    private static final Path ROOT = Path.of(System.getProperty("spillway.root"));

    private final Map<String, String> environment;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /** @param environment for what compose files leave open; no other settings of compose get through */
    Docker(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @return what it printed, on either stream */
    String run(Duration patience, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(arguments);
        Path output = null;
        try {
            // into a file: nobody has to read while it runs
            output = Files.createTempFile("docker", ".out");
            ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile()).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("COMPOSE_"));
            builder.environment().putAll(environment);
            int status = end(builder.start(), patience);
            String printed = Files.readString(output).strip();
            if (status != 0) {
                throw new IllegalStateException("%s\nended with %d:\n%s".formatted(String.join(" ", command), status,
                        printed));
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(output);
        }
    }

    List<String> lines(Duration patience, List<String> arguments) {
        return run(patience, arguments).lines().filter(line -> !line.isBlank()).toList();
    }

    private int end(Process process, Duration patience) {
        running.add(process);
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException(e);
        } finally {
            running.remove(process);
        }
    }

    /** Ends what still runs, so that it does not work against what comes next. */
    void interrupt() {
        running.forEach(Process::destroyForcibly);
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
