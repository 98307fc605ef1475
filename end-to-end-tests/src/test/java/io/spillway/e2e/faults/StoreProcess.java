package io.spillway.e2e.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import io.spillway.e2e.JarProcess;
import io.spillway.embedded.EmbeddedStore;
import io.spillway.testservers.FreePorts;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/** A store in a process of its own, always on the same port and data, which can die like one. */
final class StoreProcess implements AutoCloseable {

    private static final String READY = "ready";

    private final int port = FreePorts.one();
    private final Path folder;
    private @Nullable Process process;

    StoreProcess(Path folder) {
        this.folder = folder;
    }

    /** What the process runs, with port and folder as arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedStore store = EmbeddedStore
                .start(new EmbeddedStore.Settings(Integer.parseInt(arguments[0]), Path.of(arguments[1])));
        Runtime.getRuntime().addShutdownHook(new Thread(store::close));
        System.out.println(READY);
        new CountDownLatch(1).await();
    }

    String uri() {
        return "mongodb://127.0.0.1:" + port;
    }

    /** Returns when it takes connections. */
    void start() {
        try {
            Path log = Files.createTempFile(Files.createDirectories(Path.of("target", "logs")), "store-", ".log");
            Process started = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m",
                    "-cp", System.getProperty("java.class.path"), StoreProcess.class.getName(), String.valueOf(port),
                    folder.toString()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            process = started;
            await().alias("the store, see " + log).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50))
                    .failFast(() -> !started.isAlive()).until(() -> Files.readString(log).contains(READY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As an orchestrator does. */
    void stop() {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        if (process != null) {
            JarProcess.signal(name, process);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
