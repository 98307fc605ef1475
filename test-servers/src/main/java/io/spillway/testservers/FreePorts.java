package io.spillway.testservers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for processes that must know their own before they start. None is given out twice, because whoever gets one is not yet
 * listening when the next one asks. Thread-safe.
 */
public final class FreePorts {
    // Below the range that the system gives to clients, so that no connection of ours takes one in the meantime.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;
    // somewhere, because the tests of other modules run at the same time
    private static final AtomicInteger NEXT = new AtomicInteger(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST));

    private FreePorts() {}

    public static int one() {
        return inARow(1);
    }

    /** The first of so many neighbouring ports that nobody listens on. */
    static int inARow(int count) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int first = NEXT.getAndUpdate(next -> next + 2 * count > HIGHEST ? LOWEST : next + count);
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new TestServersException(
                "No " + count + " free ports in a row between " + LOWEST + " and " + HIGHEST + ".");
    }

    private static boolean areFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), port));
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
