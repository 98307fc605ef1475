package io.spillway.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A node from the {@code rabbitmq-server} installed on this machine, on loopback ports of its own with an epmd of its own,
 * writing only below a temporary folder. Works without systemd, as root too.
 */
final class InstalledNode implements PrivateBroker {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofMinutes(1);
    /** Debian's scripts in /usr/sbin switch to another user, so they are not among these. */
    private static final List<Path> PREFIXES = List.of(Path.of("/usr/lib/rabbitmq/lib"), Path.of("/opt"),
            Path.of("/usr/local"),
            Path.of("/opt/homebrew"));

    private final Path scripts;
    private final Path folder = TemporaryFolder.create("test-broker");
    private final int port = FreePorts.inARow(4);
    private @Nullable Process epmd;
    private @Nullable Process server;

    InstalledNode() {
        this.scripts = Objects.requireNonNull(findScripts(), "a rabbitmq-server on this machine");
        write("enabled_plugins", "[rabbitmq_management].\n");
        write("rabbitmq.conf", """
                listeners.tcp.1 = 127.0.0.1:%d
                management.tcp.ip = 127.0.0.1
                management.tcp.port = %d
                default_user = test
                default_pass = test
                vm_memory_high_watermark.absolute = 1GB
                disk_free_limit.absolute = 200MB
                """.formatted(port, port + 1));
    }

    /** The folder of RabbitMQ's own scripts, the newest version's; null where there is none. */
    static @Nullable Path findScripts() {
        return PREFIXES.stream().flatMap(InstalledNode::scriptsBelow)
                .filter(sbin -> Files.isExecutable(sbin.resolve("rabbitmq-server")))
                .max(Comparator.naturalOrder()).orElse(null);
    }

    private static Stream<Path> scriptsBelow(Path prefix) {
        try (Stream<Path> versions = Files.isDirectory(prefix) ? Files.list(prefix) : Stream.of()) {
            return versions.filter(each -> String.valueOf(each.getFileName()).startsWith("rabbitmq"))
                    .map(each -> each.resolve("sbin")).toList().stream();
        } catch (IOException | UncheckedIOException unreadable) {
            return Stream.of();
        }
    }

    @Override
    public void start() {
        // Without one running, the server would leave behind an epmd that outlives it.
        epmd = launch("epmd", "epmd", "-port", Integer.toString(port + 3), "-address", "127.0.0.1");
        server = launch("server", scripts.resolve("rabbitmq-server").toString());
        if (!Amqp.awaitConnection(uri(), START, this::isRunning)) {
            kill();
            throw new TestServersException("The rabbitmq-server in " + scripts + " did not start; its log is "
                    + folder.resolve("server.log") + ".");
        }
    }

    private boolean isRunning() {
        return server != null && server.isAlive();
    }

    @Override
    public void stop() {
        if (server != null) {
            erlang(server).forEach(ProcessHandle::destroy); // on SIGTERM the Erlang VM shuts down in order
            Await.until(STOP, () -> !isRunning());
        }
        kill();
    }

    @Override
    public void kill() {
        for (Process each : new Process[]{server, epmd}) {
            if (each != null) {
                erlang(each).forEach(ProcessHandle::destroyForcibly);
                each.destroyForcibly().onExit().join();
            }
        }
    }

    @Override
    public void control(String... arguments) {
        String[] words = Stream.concat(Stream.of(scripts.resolve("rabbitmqctl").toString(), "--node",
                "rabbit@localhost"), Stream.of(arguments)).toArray(String[]::new);
        if (launch("rabbitmqctl", words).onExit().join().exitValue() != 0) {
            throw new TestServersException(
                    String.join(" ", words) + " failed; see " + folder.resolve("rabbitmqctl.log"));
        }
    }

    /** The server is a shell script with the Erlang VM below it. */
    private static List<ProcessHandle> erlang(Process process) {
        return process.descendants().toList();
    }

    @Override
    public int acceptTls(TestCertificates certificates) {
        int tlsPort = FreePorts.inARow(1);
        control(certificates.rabbitMqListener("127.0.0.1", tlsPort));
        return tlsPort;
    }

    @Override
    public String uri() {
        return "amqp://test:test@127.0.0.1:" + port;
    }

    @Override
    public String managementUri() {
        return "http://test:test@127.0.0.1:" + (port + 1);
    }

    @Override
    public void close() {
        kill();
        TemporaryFolder.delete(folder);
    }

    private Process launch(String name, String... words) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
        builder.environment().putAll(environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new TestServersException("`" + String.join(" ", words) + "` does not run: " + e.getMessage(), e);
        }
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("HOME", folder.toString()), // the Erlang cookie
                Map.entry("LC_ALL", "C.UTF-8"),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_EPMD_PORT", Integer.toString(port + 3)),
                Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                Map.entry("RABBITMQ_NODENAME", "rabbit@localhost"),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(port + 2)),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()),
                Map.entry("RABBITMQ_CONFIG_FILES", folder.resolve("none").toString()),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("enabled_plugins").toString()),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"));
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
