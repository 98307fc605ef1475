package io.spillway.benchmarks.ways;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, the same Java as this one. Ends with this JVM. */
public final class JavaProcess implements AutoCloseable {

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final int STOP_SECONDS = 20;
    private static final int LOG_TAIL = 20;

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread atExit;

    /**
     * Runs already.
     *
     * @param name        for people
     * @param arguments   of {@code java}
     * @param environment on top of this process's, from which settings of Spring's and ours are taken away
     */
    public JavaProcess(String name, List<String> arguments, Map<String, String> environment) throws IOException {
        this.name = name;
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(arguments);
        log = Files.createTempFile("spillway-" + name, ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("SPRING_") || key.startsWith("SPILLWAY_"));
        builder.environment().putAll(environment);
        process = builder.start();
        atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** @throws IllegalStateException if it ended by itself, with the end of what it said */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The process " + name + " ended by itself:\n" + lastWords());
        }
    }

    /** The end of what it said so far. */
    public String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processor time that it has used so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The most memory that it has ever had, in bytes; 0 where the operating system doesn't tell in Linux's way. */
    public long peakMemory() {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        try {
            return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10).findFirst().orElse(0);
        } catch (IOException elsewhere) {
            return 0;
        }
    }

    /** Nothing is lost by a process that has to be killed: what it leaves is thrown away. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // This JVM ends, and the hook has run.
        }
        Files.deleteIfExists(log);
    }
}
