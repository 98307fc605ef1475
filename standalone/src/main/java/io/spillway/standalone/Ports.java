package io.spillway.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Looks whether the ports are free before anything is started, so that the commonest failure is told at once and plainly. */
final class Ports {

    static final String ADDRESS = "127.0.0.1";

    private Ports() {}

    static void requireFree(Settings settings) {
        for (Endpoint endpoint : settings.endpoints()) {
            String service = endpoint.service().label();
            requireFree(endpoint.port(), service + " cannot start", endpoint.service().portOption());
            requireFree(endpoint.managementPort(), service + " cannot offer health and metrics",
                    Service.MANAGEMENT_PORT_OPTION);
        }
    }

    /**
     * For the one whose address others must know before it starts. Below the range that systems give to clients, so that no
     * connection takes it until then.
     */
    static int anyFree() {
        return ThreadLocalRandom.current().ints(100, 20_000, 32_000).filter(port -> !isTaken(port)).findFirst()
                .orElseThrow(() -> new StartException("No port is free on " + ADDRESS + "."));
    }

    private static void requireFree(int port, String consequence, String option) {
        if (port != 0 && isTaken(port)) {
            throw new StartException(
                    "Port %d on %s is already in use, so %s: stop what listens there, or choose another port with %s."
                            .formatted(port, ADDRESS, consequence, option));
        }
    }

    private static boolean isTaken(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true); // a port that was closed a moment ago is free
            probe.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }
}
