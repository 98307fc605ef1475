package io.spillway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/** One of the built jars, running on the JDK that the tests run on. What it prints goes to a file under {@code target/logs}. */
final class JarProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Path ROOT = Path.of(System.getProperty("spillway.root"));

    private final String name;
    private final Process process;
    private final Path log;

    private JarProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static JarProcess start(String module, Path folder, Map<String, String> environment, String... arguments) {
        Path jar = ROOT.resolve(module).resolve("target").resolve(module + "-exec.jar");
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1", "-Xmx512m", "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        try {
            Path logs = Files.createDirectories(Path.of("target", "logs"));
            Path log = Files.createTempFile(logs, module + "-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(key -> key.startsWith("SPRING_") || key.startsWith("SPILLWAY_"));
            builder.environment().putAll(environment);
            return new JarProcess(module, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JarProcess awaitReady(Api api) {
        await().alias(name + " is ready, see " + log).atMost(START_TIMEOUT).pollInterval(Duration.ofMillis(100))
                .failFast(() -> !process.isAlive())
                .until(() -> api.answers("/readyz"));
        return this;
    }

    void awaitOutput(String text) {
        await().alias(name + " says '" + text + "', see " + log).atMost(START_TIMEOUT)
                .pollInterval(Duration.ofMillis(100)).failFast(() -> !process.isAlive())
                .until(() -> output().contains(text));
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** As Ctrl-C or an orchestrator does. @return the exit code */
    int stop() {
        process.destroy();
        return awaitEnd();
    }

    private int awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " does not end, see " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroyForcibly();
            awaitEnd();
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
