package io.spillway.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Standalone in a process of its own, as a user starts it in some folder. */
final class StandaloneProcess implements AutoCloseable {

    static final List<String> ANY_PORTS = List.of("--port", "0", "--order-service-port", "0", "--writer-port", "0",
            "--management-port", "0");

    private final Process process;
    private final Path output;

    private StandaloneProcess(Path folder, Map<String, String> environment, List<String> launched,
            List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
        command.addAll(launched);
        command.addAll(arguments);
        try {
            output = Files.createTempFile(folder, "output", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // embedded servers, whatever the build itself runs on
            builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_") || name.startsWith("SPILLWAY_"));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StandaloneProcess ofClasses(Path folder, Map<String, String> environment, List<String> arguments) {
        return new StandaloneProcess(folder, environment,
                List.of("-cp", System.getProperty("java.class.path"), Standalone.class.getName()), arguments);
    }

    static StandaloneProcess ofJar(Path folder, Map<String, String> environment, List<String> arguments) {
        Path jar = Path.of("target", "standalone-exec.jar").toAbsolutePath();
        return new StandaloneProcess(folder, environment, List.of("-jar", jar.toString()), arguments);
    }

    static List<String> anyPortsAnd(String... arguments) {
        List<String> all = new ArrayList<>(ANY_PORTS);
        all.addAll(Arrays.asList(arguments));
        return all;
    }

    /** @return all that it has printed by then */
    String awaitOutput(String text) {
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200)).failFast("it ended before its time",
                () -> !process.isAlive()).until(() -> output().contains(text));
        return output();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the user whom its banner shows. */
    DemoCaller demo() {
        return DemoCaller.shownIn(awaitOutput("Ctrl-C stops it."));
    }

    /** As Ctrl-C does. @return the exit code */
    int stop() {
        process.destroy();
        return exitCode();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    int exitCode() {
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ended within a minute").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
