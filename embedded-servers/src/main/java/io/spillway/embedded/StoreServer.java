package io.spillway.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import io.spillway.embedded.EmbeddedStore.Settings;

/**
 * An {@link EmbeddedStore} as a process of its own, for a container that stands in for MongoDB where no MongoDB is to be had.
 * It listens on every address of its machine, and knows no accounts: it belongs in a network that only friends can enter.
 */
public final class StoreServer {
    private static final int UNUSABLE_ARGUMENTS = 64;

    private StoreServer() {}

    /**
     * Runs until it is told to stop.
     *
     * @param arguments the port, and the folder for the data
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2 || !arguments[0].matches("\\d{1,5}")) {
            System.err.println("The arguments are the port and the folder for the data.");
            System.exit(UNUSABLE_ARGUMENTS);
        }
        InetAddress everywhere = InetAddress.getByAddress(new byte[4]);
        EmbeddedStore store = EmbeddedStore
                .start(new Settings(everywhere, Integer.parseInt(arguments[0]), Path.of(arguments[1])));
        Runtime.getRuntime().addShutdownHook(new Thread(store::close));
        System.out.println("The embedded store listens on port " + store.port() + ", without accounts.");
        new CountDownLatch(1).await();
    }
}
