package io.spillway.e2e.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.spillway.e2e.JarProcess;
import io.spillway.testservers.FreePorts;
import org.jspecify.annotations.Nullable;

/** Writer processes, each in a place with a name, under which it is also known to the broker. Thread-safe. */
final class Writers implements AutoCloseable {

    private static final Path FOLDER = Path.of("target");

    private final String brokerAddress;
    private final String storeUri;
    private final List<Place> places = new ArrayList<>();

    /** @param brokerAddress host and port */
    Writers(int count, String brokerAddress, String storeUri) {
        this.brokerAddress = brokerAddress;
        this.storeUri = storeUri;
        for (int i = 0; i < count; i++) {
            places.add(new Place("writer-" + i));
        }
    }

    List<Place> places() {
        return places;
    }

    Place get(int index) {
        return places.get(index);
    }

    /** Those that run and are not on their way up or down. */
    List<Place> ready() {
        return places.stream().filter(Place::isReady).toList();
    }

    @Override
    public void close() {
        places.forEach(Place::close);
    }

    /** Where one writer runs at a time. */
    final class Place implements AutoCloseable {

        private final String name;
        private volatile boolean ready;
        private @Nullable JarProcess process;

        private Place(String name) {
            this.name = name;
        }

        /** Also its user at the broker. */
        String name() {
            return name;
        }

        boolean isReady() {
            return ready;
        }

        /** Returns when it is up. */
        void start() {
            JarProcess started = launch();
            started.awaitOutput("Started WriterService");
            ready = true;
        }

        private synchronized JarProcess launch() {
            process = JarProcess.start("writer-service", FOLDER, Map.of(
                    "SERVER_PORT", String.valueOf(FreePorts.one()),
                    "MANAGEMENT_SERVER_PORT", String.valueOf(FreePorts.one()),
                    "SPRING_RABBITMQ_ADDRESSES", "amqp://" + name + ":" + name + "@" + brokerAddress,
                    // a paused writer is given up after some seconds
                    "SPRING_RABBITMQ_REQUESTED_HEARTBEAT", "2s",
                    "SPRING_MONGODB_URI", storeUri,
                    "SPRING_MONGODB_DATABASE", StoredData.DATABASE,
                    "SPILLWAY_WRITER_ID", name));
            return process;
        }

        /** As {@code kill -9} does. */
        void kill() {
            ready = false;
            process().kill();
        }

        /** As an orchestrator does. */
        int stop() {
            ready = false;
            return process().stop();
        }

        void pause() {
            ready = false;
            process().signal("STOP");
        }

        void resume() {
            process().signal("CONT");
            ready = true;
        }

        private synchronized JarProcess process() {
            return Objects.requireNonNull(process, name);
        }

        @Override
        public synchronized void close() {
            ready = false;
            if (process != null) {
                process.close();
            }
        }
    }
}
