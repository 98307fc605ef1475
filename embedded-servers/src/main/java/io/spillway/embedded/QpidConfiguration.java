package io.spillway.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The broker's configuration. Ports and users live in memory and are written anew at each start; only the virtual host
 * (queues, bindings, messages) is in the folder. So the caller's settings always win over those of an earlier start.
 */
final class QpidConfiguration {
    private static final String MODEL = "9.1";

    private QpidConfiguration() {}

    static String json(EmbeddedBroker.Settings settings) {
        return JsonMapper.shared().writeValueAsString(Map.of(
                "name", "embedded",
                "modelVersion", MODEL,
                "authenticationproviders", List.of(users(settings)),
                "ports", List.of(port(settings)),
                "virtualhostnodes", List.of(virtualHost(settings.folder()))));
    }

    static Map<String, String> context(Path workFolder) {
        return Map.of(
                "qpid.work_dir", workFolder.toAbsolutePath().toString(),
                // Declarations made for RabbitMQ carry arguments like x-queue-type, which would be refused.
                "queue.behaviourOnUnknownDeclareArgument", "IGNORE",
                "exchange.behaviourOnUnknownDeclareArgument", "IGNORE");
    }

    private static Map<String, Object> users(EmbeddedBroker.Settings settings) {
        return Map.of(
                "name", "plain",
                "type", "Plain",
                // By default it offers PLAIN over TLS only; the port is on loopback.
                "secureOnlyMechanisms", List.of(),
                "users", List.of(Map.of("name", settings.user(), "type", "managed", "password", settings.password())));
    }

    private static Map<String, Object> port(EmbeddedBroker.Settings settings) {
        return Map.of(
                "name", "AMQP",
                "port", settings.port(),
                "bindingAddress", Loopback.ADDRESS,
                "protocols", List.of("AMQP_0_9_1"),
                "transports", List.of("TCP"),
                "authenticationProvider", "plain",
                "virtualhostaliases", List.of(
                        Map.of("name", "nameAlias", "type", "nameAlias"),
                        Map.of("name", "defaultAlias", "type", "defaultAlias")));
    }

    private static Map<String, Object> virtualHost(@Nullable Path folder) {
        if (folder == null) {
            return Map.of("name", "default", "type", "Memory", "defaultVirtualHostNode", "true",
                    "virtualHostInitialConfiguration", "{\"type\": \"Memory\"}");
        }
        return Map.of("name", "default", "type", "BDB", "defaultVirtualHostNode", "true",
                "storePath", folder.resolve("messages").toAbsolutePath().toString(),
                "virtualHostInitialConfiguration", "{\"type\": \"ProvidedStore\"}");
    }
}
