package io.spillway.benchmarks.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCredential;
import com.mongodb.ServerAddress;

/** Where a store is, and how to reach it by way of somebody who stands before it on loopback. */
final class StoreAddress {

    private final String uri;
    private final ServerAddress server;

    /**
     * @param uri one of a cluster is entered at its first address
     * @throws IllegalArgumentException if the server takes only encrypted connections, which nobody can stand between
     */
    StoreAddress(String uri) {
        ConnectionString connection = new ConnectionString(uri);
        if (connection.isSrvProtocol() || Boolean.TRUE.equals(connection.getSslEnabled())) {
            throw new IllegalArgumentException(
                    "The store must be reachable without TLS, or its calls can't be counted");
        }
        this.uri = uri;
        this.server = new ServerAddress(connection.getHosts().getFirst());
    }

    String host() {
        return server.getHost();
    }

    int port() {
        return server.getPort();
    }

    /** Stays at that port, whatever the server says of other members. */
    String through(int port, String database) {
        String through = uri.replaceFirst("^mongodb://([^/@]*@)?[^/?]*(/[^?]*)?",
                "mongodb://$1127.0.0.1:" + port + "/" + database);
        MongoCredential credential = new ConnectionString(uri).getCredential();
        String options = "directConnection=true"
                // Else it would be the database in the address.
                + (credential == null || through.contains("authSource=")
                        ? ""
                        : "&authSource=" + credential.getSource());
        return through + (through.contains("?") ? "&" : "?") + options;
    }
}
