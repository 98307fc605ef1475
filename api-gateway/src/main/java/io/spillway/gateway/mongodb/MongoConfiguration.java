package io.spillway.gateway.mongodb;

import java.util.concurrent.TimeUnit;

import com.mongodb.ConnectionString;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the gateway uses its database: never waiting without a bound. */
@Configuration(proxyBeanMethods = false)
class MongoConfiguration {

    private static final int SERVER_SELECTION_SECONDS = 2;
    private static final int OPERATION_SECONDS = 5;

    /**
     * Reads and writes are a majority's: no failover takes back that a key was revoked or a token spent.
     *
     * <p>Times set in the URI take precedence.
     */
    @Bean
    MongoClientSettingsBuilderCustomizer boundedMajority(MongoConnectionDetails connection) {
        ConnectionString uri = connection.getConnectionString();
        return settings -> {
            settings.applicationName("api-gateway").readPreference(ReadPreference.primary())
                    .readConcern(ReadConcern.MAJORITY).writeConcern(WriteConcern.MAJORITY);
            if (uri.getTimeout() == null) {
                settings.timeout(OPERATION_SECONDS, TimeUnit.SECONDS);
            }
            if (uri.getServerSelectionTimeout() == null) {
                settings.applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(SERVER_SELECTION_SECONDS, TimeUnit.SECONDS));
            }
            if (uri.getConnectTimeout() == null) {
                settings.applyToSocketSettings(
                        socket -> socket.connectTimeout(SERVER_SELECTION_SECONDS, TimeUnit.SECONDS));
            }
        };
    }
}
