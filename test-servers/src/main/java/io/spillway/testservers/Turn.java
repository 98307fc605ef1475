package io.spillway.testservers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** One JVM's turn at a broker that several cannot use at once, until it is closed. */
final class Turn implements AutoCloseable {
    private final FileChannel file;

    private Turn(FileChannel file) {
        this.file = file;
    }

    /** Waits until nobody else's tests use that port of that host. */
    static Turn await(String host, int port, Consumer<String> announce) {
        Path path = Path.of(System.getProperty("java.io.tmpdir"),
                "spillway-tests-%s-%s-%d.lock".formatted(System.getProperty("user.name"), host, port));
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (file.tryLock() == null) {
                announce.accept("waiting for other tests to leave the broker; with "
                        + TestEnvironment.RABBITMQ_MANAGEMENT_URI + " they run side by side");
                file.lock();
            }
            return new Turn(file);
        } catch (IOException e) {
            throw new TestServersException("No lock on " + path + ": " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
