package io.spillway.e2e.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/**
 * One project of {@code docker compose}, with a name of its own, of which nothing is left when it is closed or the JVM ends.
 * Containers are told by their id. Thread-safe.
 */
final class Compose implements AutoCloseable {

    private static final Duration SHORT = Duration.ofSeconds(60);
    private static final Duration START = Duration.ofMinutes(5);
    private static final String LABEL = "label=com.docker.compose.project=";

    private final String project;
    private final List<String> files;
    private final Docker docker;
    private final Thread hook = new Thread(this::interrupted, "compose-down");
    private boolean up;

    /**
     * @param files       below the root, with colons between
     * @param environment for what the files leave open
     */
    Compose(String project, String files, Map<String, String> environment) {
        this.project = project;
        this.files = Arrays.stream(files.split(":", -1)).flatMap(file -> Stream.of("-f", file)).toList();
        this.docker = new Docker(environment);
    }

    /** Returns when all is healthy. @return how long that took, without what was built before */
    Duration up(int writers) {
        Runtime.getRuntime().addShutdownHook(hook);
        synchronized (this) {
            up = true;
        }
        long begun = System.nanoTime();
        compose(START, "up", "--detach", "--wait", "--quiet-pull", "--scale", "writer-service=" + writers);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private String compose(Duration patience, String... arguments) {
        // no .env of whoever runs this
        List<String> all = new ArrayList<>(List.of("compose", "--project-name", project, "--env-file", "/dev/null",
                "--progress", "quiet"));
        all.addAll(files);
        all.addAll(List.of(arguments));
        return docker.run(patience, all);
    }

    /** What a command prints in a container of its own, which is as those of the service and gone afterwards. */
    String runOnce(String service, String... command) {
        return compose(SHORT,
                Stream.concat(Stream.of("run", "--rm", "-T", "--no-deps", service), Arrays.stream(command))
                        .toArray(String[]::new));
    }

    /** The service's containers, whether they run or not, the first one first. */
    List<String> containers(String service) {
        return docker.lines(SHORT, List.of("ps", "--all", "--no-trunc", "--filter", LABEL + project, "--filter",
                "label=com.docker.compose.service=" + service, "--format",
                "{{.Label \"com.docker.compose.container-number\"}} {{.ID}}")).stream().sorted()
                .map(line -> line.substring(line.indexOf(' ') + 1)).toList();
    }

    String container(String service) {
        return containers(service).getFirst();
    }

    /** As {@code kill -9} does; nobody starts it again by himself. */
    void kill(String container) {
        docker.run(SHORT, List.of("kill", "--signal", "KILL", container));
    }

    void start(String container) {
        docker.run(SHORT, List.of("start", container));
    }

    /** Tries again where the kernel does not get a busy container's processes to stop at once. */
    void pause(String container) {
        await().atMost(SHORT).pollDelay(Duration.ZERO).ignoreExceptions().until(() -> {
            docker.run(SHORT, List.of("pause", container));
            return true;
        });
    }

    void unpause(String container) {
        docker.run(SHORT, List.of("unpause", container));
    }

    /** In good order. Returns when it starts again. */
    void restart(String service) {
        compose(START, "restart", service);
    }

    void awaitHealthy() {
        await().alias("all healthy").atMost(START).pollInterval(Duration.ofMillis(500))
                .until(() -> notHealthy().isEmpty());
    }

    /** Those that are neither healthy nor ended in good order, as the setting up of a stack does. */
    List<String> notHealthy() {
        return docker.lines(SHORT, List.of("ps", "--all", "--filter", LABEL + project, "--format",
                "{{.Names}} {{.Status}}")).stream()
                .filter(line -> !line.endsWith("(healthy)") && !line.contains("Exited (0)")).toList();
    }

    /** What can be reached from outside, such as {@code 127.0.0.1:8080->8080/tcp}. */
    List<String> published() {
        return docker.lines(SHORT, List.of("ps", "--filter", LABEL + project, "--format", "{{.Ports}}")).stream()
                .flatMap(line -> Arrays.stream(line.split(", *", -1))).filter(port -> port.contains("->")).toList();
    }

    /** How often Docker itself started containers again that had ended. */
    List<String> restarts() {
        List<String> ids = docker.lines(SHORT, List.of("ps", "--all", "--quiet", "--filter", LABEL + project));
        List<String> command = new ArrayList<>(
                List.of("inspect", "--format", "{{.Name}} {{.RestartCount}} {{.State.OOMKilled}}"));
        command.addAll(ids);
        return docker.lines(SHORT, command).stream().filter(line -> !line.endsWith(" 0 false")).toList();
    }

    /** Containers, networks and volumes of the project. */
    List<String> left() {
        List<String> left = new ArrayList<>();
        left.addAll(docker.lines(SHORT, List.of("ps", "--all", "--quiet", "--filter", LABEL + project)));
        left.addAll(docker.lines(SHORT, List.of("network", "ls", "--quiet", "--filter", LABEL + project)));
        left.addAll(docker.lines(SHORT, List.of("volume", "ls", "--quiet", "--filter", LABEL + project)));
        return left;
    }

    /** Writes what every container has printed to a folder below {@code target}. @return the files */
    List<Path> saveLogs() {
        try {
            Path folder = Files.createDirectories(Path.of("target", "compose-logs", project));
            List<Path> logs = new ArrayList<>();
            for (String name : docker.lines(SHORT, List.of("ps", "--all", "--filter", LABEL + project, "--format",
                    "{{.Names}}"))) {
                logs.add(Files.writeString(folder.resolve(name + ".log"),
                        docker.run(SHORT, List.of("logs", "--timestamps", name))));
            }
            return logs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without its volumes nothing stays. */
    synchronized void down() {
        if (up) {
            up = false;
            compose(START, "down", "--volumes", "--remove-orphans", "--timeout", "5");
        }
    }

    private void interrupted() {
        docker.interrupt();
        down();
    }

    @Override
    public void close() {
        down();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException theJvmEnds) {
            // with nothing left to do for the hook
        }
    }
}
