package io.spillway.e2e.compose;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.spillway.e2e.Api;
import io.spillway.e2e.JarProcess;
import io.spillway.e2e.faults.Management;

/** The stack in containers, reached as from outside: the gateway, the management UI, and what {@code docker compose exec} shows. */
final class Deployment implements AutoCloseable {

    /** Why a test is skipped, in the words by which skipped tests are named at the end of a run. */
    static final String LACKS = "lacks a test server: it needs the stack in containers, -Dcompose.files=docker-compose.yml";
    /** What tests share that would only be slow beside each other. */
    static final String LOCK = "docker compose";

    private static final String SECRETS = "/run/secrets/";

    private final int gatewayPort = JarProcess.freePort();
    private final int managementPort = JarProcess.freePort();
    private final Compose compose;

    /** @param files below the root, with colons between */
    Deployment(String name, String files) {
        compose = new Compose("spillway-" + name + "-" + ProcessHandle.current().pid(), files,
                Map.of("GATEWAY_PORT", String.valueOf(gatewayPort), "MANAGEMENT_UI_PORT",
                        String.valueOf(managementPort)));
    }

    Compose compose() {
        return compose;
    }

    Duration up(int writers) {
        return compose.up(writers);
    }

    int gatewayPort() {
        return gatewayPort;
    }

    Api gateway() {
        return new Api(gatewayPort);
    }

    /** As somebody who looks at it. */
    Management management() {
        return new Management("http://viewer:%s@127.0.0.1:%d".formatted(secret("rabbitmq", "viewer.password"),
                managementPort));
    }

    URI managementPage() {
        return URI.create("http://127.0.0.1:" + managementPort + "/");
    }

    /** The first operator, as the guided tour has them. */
    Map<String, String> operator() {
        return Map.of(
                "SPILLWAY_SECURITY_OPERATOR_USERNAME", secret("api-gateway", "spillway.security.operator.username"),
                "SPILLWAY_SECURITY_OPERATOR_PASSWORD", secret("api-gateway", "spillway.security.operator.password"),
                "SPILLWAY_SECURITY_OPERATOR_CONSUMER_KEY",
                secret("api-gateway", "spillway.security.operator.consumer-key"));
    }

    private String secret(String service, String name) {
        return compose.exec(service, "cat", SECRETS + name);
    }

    /** Keeps what the containers printed, and leaves nothing else. */
    @Override
    public void close() {
        try {
            compose.saveLogs();
        } finally {
            compose.close();
        }
    }
}
