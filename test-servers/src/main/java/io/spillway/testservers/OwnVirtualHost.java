package io.spillway.testservers;

import java.net.URI;
import java.util.UUID;

/**
 * A virtual host of a given broker for this JVM alone, gone with all its queues when closed: the modules' tests run side by
 * side, and use the same queue names. Its user has to be an administrator.
 */
final class OwnVirtualHost implements AutoCloseable {
    private final ManagementApi management;
    private final String name = "spillway-tests-" + UUID.randomUUID();

    private OwnVirtualHost(ManagementApi management) {
        this.management = management;
    }

    /**
     * Makes one.
     *
     * @param managementUri with user and password in it
     * @throws TestServersException if it is unreachable, or the user may not
     */
    static OwnVirtualHost create(String managementUri) {
        ManagementApi management = new ManagementApi(managementUri);
        OwnVirtualHost created = new OwnVirtualHost(management);
        management.send("PUT", "vhosts/" + created.name, "{\"description\": \"tests that run, or were killed\"}");
        management.send("PUT", "permissions/" + created.name + "/" + management.user(),
                "{\"configure\": \".*\", \"write\": \".*\", \"read\": \".*\"}");
        return created;
    }

    /** The same broker's URI, leading here. */
    String at(String brokerUri) {
        return URI.create(brokerUri).resolve("/" + name).toString();
    }

    @Override
    public void close() {
        management.send("DELETE", "vhosts/" + name, "");
        management.close();
    }
}
