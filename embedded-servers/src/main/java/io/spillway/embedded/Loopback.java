package io.spillway.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** The address that embedded servers listen on. */
final class Loopback {
    static final String ADDRESS = "127.0.0.1";

    private Loopback() {}

    static InetSocketAddress socket(int port) {
        return new InetSocketAddress(address(), port);
    }

    static InetAddress address() {
        try {
            return InetAddress.getByAddress(new byte[]{127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for an address of another length
        }
    }

    /** Turns the commonest failure into a sentence before a server buries it in its own errors. */
    static void requireFree(int port) {
        if (port < 0 || port > 65_535) {
            throw new EmbeddedServerException(
                    "The port " + port + " does not exist; choose one from 1 to 65535, or 0 for any.");
        }
        if (port == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(socket(port));
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "The port " + port + " on " + ADDRESS
                            + " is taken; stop what listens there or choose another port.",
                    e);
        }
    }
}
