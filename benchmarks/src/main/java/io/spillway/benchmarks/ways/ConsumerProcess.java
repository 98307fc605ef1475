package io.spillway.benchmarks.ways;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.spillway.benchmarks.consumers.ConsumerMain;
import io.spillway.contract.messaging.Partitions;

/** A consumer in a JVM of its own, the same Java and the same flags for all ways. Ends with this JVM. */
public final class ConsumerProcess implements AutoCloseable {

    private final JavaProcess process;

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
        List<String> arguments = new ArrayList<>(settings.javaOptions());
        if (way.name().equals(Way.SPILLWAY)) {
            arguments.addAll(List.of("-jar", settings.writerJar().toString()));
        } else {
            arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), ConsumerMain.class.getName(),
                    way.name(), String.valueOf(way.consumers()), String.valueOf(partitions.count())));
        }
        process = new JavaProcess(way.name(), arguments, environment(way, partitions, brokerUri, storeUri));
    }

    private static Map<String, String> environment(Way way, Partitions partitions, String brokerUri, String storeUri) {
        return Map.of("SPRING_RABBITMQ_ADDRESSES", brokerUri, "SPRING_MONGODB_URI", storeUri,
                "SPILLWAY_PARTITIONS", String.valueOf(partitions.count()),
                "SPILLWAY_WRITER_LANES", String.valueOf(way.consumers()),
                "SERVER_ADDRESS", "127.0.0.1", "SERVER_PORT", "0", "MANAGEMENT_SERVER_PORT", "0");
    }

    /** @throws IllegalStateException if it ended by itself, with the end of what it said */
    public void requireAlive() {
        process.requireAlive();
    }

    /** Processor time that it has used so far. */
    public Duration cpu() {
        return process.cpu();
    }

    /** The most memory that it has ever had, in bytes; 0 where the operating system doesn't tell in Linux's way. */
    public long peakMemory() {
        return process.peakMemory();
    }

    /** Nothing is lost by a process that has to be killed: what it leaves is thrown away. */
    @Override
    public void close() throws IOException {
        process.close();
    }
}
