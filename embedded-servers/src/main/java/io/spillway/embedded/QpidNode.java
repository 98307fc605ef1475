package io.spillway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.State;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.VirtualHostNode;
import org.jspecify.annotations.Nullable;

/** Starts and stops one Qpid broker through its launcher. */
final class QpidNode implements AutoCloseable {
    private final Observer observer = new Observer();
    private final SystemLauncher launcher = new SystemLauncher(observer);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Path scratch;

    private QpidNode(Path scratch) {
        this.scratch = scratch;
    }

    static QpidNode start(EmbeddedBroker.Settings settings) {
        QpidNode node = new QpidNode(scratchFolder(settings.folder()));
        try {
            node.launch(settings);
            return node;
        } catch (Exception e) {
            node.close();
            throw new EmbeddedServerException("The embedded broker did not start: " + e.getMessage(), e);
        }
    }

    private void launch(EmbeddedBroker.Settings settings) throws Exception {
        // A temporary file is readable by its owner only.
        Path configuration = Files.createTempFile(scratch, "broker", ".json");
        Files.writeString(configuration, QpidConfiguration.json(settings));
        // Empty, but it must be named: the default is a classpath: URL, which cannot be opened inside an executable jar.
        Path properties = Files.createFile(scratch.resolve("system.properties"));
        launcher.startup(Map.of(
                SystemConfig.TYPE, "Memory",
                SystemConfig.INITIAL_CONFIGURATION_LOCATION, configuration.toUri().toString(),
                SystemConfig.INITIAL_SYSTEM_PROPERTIES_LOCATION, properties.toUri().toString(),
                SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, "false",
                SystemConfig.CONTEXT, QpidConfiguration.context(scratch)));
        Files.delete(configuration); // it holds the password
        if (observer.failure != null) {
            throw observer.failure;
        }
        QpidShutdownHook.removeFrom(broker());
        requireActive();
    }

    /** A port or store that failed leaves the broker itself up and running, without it. */
    private void requireActive() {
        for (Port<?> port : broker().getChildren(Port.class)) {
            require(port.getState(), "its port could not be opened");
        }
        for (VirtualHostNode<?> host : broker().getChildren(VirtualHostNode.class)) {
            require(host.getState(), "its store could not be opened");
            require(host.getVirtualHost() == null ? State.ERRORED : host.getVirtualHost().getState(),
                    "its store could not be read");
        }
    }

    private static void require(State state, String otherwise) {
        if (state != State.ACTIVE) {
            throw new IllegalStateException(otherwise + " (the log has the reason)");
        }
    }

    int port() {
        return broker().getChildren(Port.class).iterator().next().getBoundPort();
    }

    private Broker<?> broker() {
        return (Broker<?>) Objects.requireNonNull(observer.system, "started").getContainer();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            launcher.shutdown();
            deleteRecursively(scratch);
        }
    }

    /** Inside the data folder where there is one, so that a process that is killed again and again leaves one at most. */
    private static Path scratchFolder(@Nullable Path folder) {
        try {
            if (folder == null) {
                return Files.createTempDirectory("embedded-broker");
            }
            Path scratch = folder.resolve("scratch");
            deleteRecursively(scratch);
            return Files.createDirectory(scratch);
        } catch (IOException e) {
            throw new EmbeddedServerException("The embedded broker needs a writable folder for temporary files.", e);
        }
    }

    private static void deleteRecursively(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException leftToTheSystem) {
            // A leftover temporary file must not turn a clean stop into a failure.
        }
    }

    private static final class Observer extends DefaultSystemLauncherListener {
        private volatile @Nullable SystemConfig<?> system;
        private volatile @Nullable RuntimeException failure;

        @Override
        public void onContainerResolve(SystemConfig<?> resolved) {
            system = resolved;
        }

        @Override
        public void errorOnStartup(RuntimeException e) {
            failure = e;
        }
    }
}
