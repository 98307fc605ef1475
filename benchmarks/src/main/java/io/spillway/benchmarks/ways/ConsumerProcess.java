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

import io.spillway.benchmarks.consumers.ConsumerMain;
import io.spillway.contract.messaging.Partitions;

/** A consumer in a JVM of its own, the same Java and the same flags for all ways. Ends with this JVM. */
public final class ConsumerProcess implements AutoCloseable {

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final int STOP_SECONDS = 20;
    private static final int LOG_TAIL = 20;

    private final Process process;
    private final Path log;
    private final Thread atExit;

    /**
     * The same for all ways.
     *
     * @param writerJar the writer-service as it is delivered
     */
    public record Settings(List<String> javaOptions, Path writerJar) {

        public Settings {
            javaOptions = List.copyOf(javaOptions);
        }

        public Settings plus(String javaOption) {
            List<String> more = new ArrayList<>(javaOptions);
            more.add(javaOption);
            return new Settings(more, writerJar);
        }
    }

    /** Runs already, and will connect there. */
    public ConsumerProcess(Way way, Partitions partitions, Settings settings, String brokerUri, String storeUri)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(settings.javaOptions());
        if (way.name().equals(Way.SPILLWAY)) {
            command.addAll(List.of("-jar", settings.writerJar().toString()));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), ConsumerMain.class.getName(),
                    way.name(), String.valueOf(way.consumers()), String.valueOf(partitions.count())));
        }
        log = Files.createTempFile("spillway-" + way.name(), ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("SPRING_") || key.startsWith("SPILLWAY_"));
        builder.environment().putAll(environment(way, partitions, brokerUri, storeUri));
        process = builder.start();
        atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    private static Map<String, String> environment(Way way, Partitions partitions, String brokerUri, String storeUri) {
        return Map.of("SPRING_RABBITMQ_ADDRESSES", brokerUri, "SPRING_MONGODB_URI", storeUri,
                "SPILLWAY_PARTITIONS", String.valueOf(partitions.count()),
                "SPILLWAY_WRITER_LANES", String.valueOf(way.consumers()),
                "SERVER_ADDRESS", "127.0.0.1", "SERVER_PORT", "0", "MANAGEMENT_SERVER_PORT", "0");
    }

    /** @throws IllegalStateException if it ended by itself, with the end of what it said */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("A consumer ended by itself:\n" + lastWords());
        }
    }

    private String lastWords() {
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
