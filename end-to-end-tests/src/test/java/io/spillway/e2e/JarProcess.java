package io.spillway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.core.TerminalFailureException;

import static org.awaitility.Awaitility.await;

/** One of the built jars, running on the JDK that the tests run on. What it prints goes to a file under {@code target/logs}. */
public final class JarProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Path ROOT = Path.of(System.getProperty("spillway.root"));
    private static final String JAVA = ProcessHandle.current().info().command().orElseThrow();

    private static final List<String> JVM = List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

    /** Each start saves a third of its processor time by an archive of classes, which takes that of two to make. */
    private static final Set<String> STARTED_OFTEN = Set.of("writer-service");

    private static final Map<String, Integer> STARTS = new ConcurrentHashMap<>();
    private static final Map<String, Extracted> EXTRACTED = new ConcurrentHashMap<>();
    private static final Queue<Path> LOGS = new ConcurrentLinkedQueue<>();

    private final String name;
    private final Process process;
    private final Path log;

    private JarProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    public static JarProcess start(String module, Path folder, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(jar(module, environment));
        command.addAll(List.of(arguments));
        JarProcess started = launch(module, folder, environment, command);
        LOGS.add(started.log);
        return started;
    }

    private static JarProcess launch(String name, Path folder, Map<String, String> environment,
            List<String> arguments) {
        List<String> command = new ArrayList<>(JVM);
        command.addAll(arguments);
        try {
            Path logs = Files.createDirectories(Path.of("target", "logs"));
            Path log = Files.createTempFile(logs, name + "-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(key -> key.startsWith("SPRING_") || key.startsWith("SPILLWAY_"));
            builder.environment().putAll(environment);
            return new JarProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The jar as it was built for its first start, as the README says, and for further ones what the images are made of: the
     * same jar extracted, which starts in two thirds of the time.
     */
    private static List<String> jar(String module, Map<String, String> environment) {
        if (STARTS.merge(module, 1, Integer::sum) == 1) {
            return List.of("-jar", built(module).toString());
        }
        Extracted extracted = EXTRACTED.computeIfAbsent(module, first -> Extracted.of(module, environment));
        return Stream.concat(extracted.options().stream(), Stream.of("-jar", extracted.jar().toString())).toList();
    }

    private static Path built(String module) {
        return ROOT.resolve(module).resolve("target").resolve(module + "-exec.jar");
    }

    /** @param options with which it starts quicker */
    private record Extracted(Path jar, List<String> options) {

        static Extracted of(String module, Map<String, String> environment) {
            Path folder = Path.of("target", "extracted", module).toAbsolutePath();
            run(Map.of(), "-Djarmode=tools", "-jar", built(module).toString(), "extract", "--force", "--destination",
                    folder.toString());
            Path jar = folder.resolve(built(module).getFileName());
            if (!STARTED_OFTEN.contains(module)) {
                return new Extracted(jar, List.of());
            }
            Path classes = folder.resolve("classes.jsa");
            run(environment, "-XX:ArchiveClassesAtExit=" + classes, "-Dspring.context.exit=onRefresh", "-jar",
                    jar.toString());
            return new Extracted(jar, List.of("-XX:SharedArchiveFile=" + classes));
        }

        private static void run(Map<String, String> environment, String... arguments) {
            JarProcess process = launch("prepare", Path.of("."), environment, List.of(arguments));
            int end = process.process.onExit().join().exitValue();
            if (end != 0) {
                throw new IllegalStateException(List.of(arguments) + " ended with " + end + ", see " + process.log);
            }
        }
    }

    /** What every process of this run has printed so far, or is still printing. */
    static List<Path> logs() {
        return List.copyOf(LOGS);
    }

    JarProcess awaitReady(Api api) {
        awaitUnlessItEnds("is ready", () -> api.answers("/readyz"));
        return this;
    }

    public void awaitOutput(String text) {
        awaitUnlessItEnds("says '" + text + "'", () -> output().contains(text));
    }

    private void awaitUnlessItEnds(String what, Callable<Boolean> condition) {
        try {
            await().alias(name + " " + what + ", see " + log).atMost(START_TIMEOUT)
                    .pollInterval(Duration.ofMillis(100)).failFast(() -> !process.isAlive()).until(condition);
        } catch (TerminalFailureException ended) {
            throw new IllegalStateException(
                    name + " ended with " + process.exitValue() + ", having said:\n" + output(), ended);
        }
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** As Ctrl-C or an orchestrator does. @return the exit code */
    public int stop() {
        process.destroy();
        return awaitEnd();
    }

    /** Sends it a signal, such as {@code STOP} and {@code CONT}. */
    public void signal(String signal) {
        signal(signal, process);
    }

    public static void signal(String signal, Process process) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
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
}
