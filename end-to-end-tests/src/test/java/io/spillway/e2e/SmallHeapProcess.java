package io.spillway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.spillway.testservers.FreePorts;

/** A service whose heap is limited, and that ends when it runs out of it. */
final class SmallHeapProcess implements AutoCloseable {

    private static final Pattern COLLECTION = Pattern.compile("Pause.* (\\d+)M->(\\d+)M\\((\\d+)M\\) ([0-9.]+)ms");
    private static final Path FOLDER = Path.of("target");

    private final Path gcLog;
    private final int port;
    private final JarProcess process;

    SmallHeapProcess(String module, int megabytes, Map<String, String> environment) throws IOException {
        gcLog = Files.createTempFile(Files.createDirectories(FOLDER.resolve("logs")), module + "-gc-", ".log")
                .toAbsolutePath();
        Map<String, String> all = new HashMap<>(environment);
        // Wins over what is on the command line: the collector and the compiler of a service that runs for long.
        all.put("_JAVA_OPTIONS", ("-Xmx%dm -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=4 -XX:-UseSerialGC"
                + " -XX:+UseG1GC -Xlog:gc:file=%s").formatted(megabytes, gcLog));
        port = FreePorts.one();
        all.put("SERVER_PORT", String.valueOf(port));
        all.put("MANAGEMENT_SERVER_PORT", String.valueOf(FreePorts.one()));
        process = JarProcess.start(module, FOLDER, all);
    }

    int port() {
        return port;
    }

    SmallHeapProcess awaitReady() {
        process.awaitReady(new Api(port));
        return this;
    }

    /** @return the exit code of a stop in good order; another one when it had died before */
    int stop() {
        return process.stop();
    }

    boolean isDead() {
        return !process.isAlive();
    }

    String output() {
        return process.output();
    }

    /** What the collector saw: the fullest heap, and the most that was left after a collection. */
    String heap() throws IOException {
        long fullest = 0;
        long left = 0;
        double paused = 0;
        long collections = 0;
        for (MatchResult collection : COLLECTION.matcher(Files.readString(gcLog)).results().toList()) {
            fullest = Math.max(fullest, Long.parseLong(collection.group(1)));
            left = Math.max(left, Long.parseLong(collection.group(2)));
            paused += Double.parseDouble(collection.group(4));
            collections++;
        }
        return "heap at most %d MiB, after a collection at most %d MiB, %d collections, %.1f s paused"
                .formatted(fullest, left, collections, paused / 1_000);
    }

    @Override
    public void close() {
        process.close();
    }
}
