package io.spillway.orders.mongodb;

import java.util.concurrent.TimeUnit;

import com.mongodb.ConnectionString;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How this service reads: what a majority has, and never waiting without a bound. */
@Configuration(proxyBeanMethods = false)
class MongoClientConfiguration {

    private static final int SERVER_SELECTION_SECONDS = 2;
    private static final int READ_SECONDS = 5;

    /**
     * All reads see only what a majority has, so that nothing a caller was shown is ever taken back by a failover, and go
     * to the primary, so that whoever saw an operation succeed also sees its effect. That holds for lists too: the price
     * is small, and a list that disagrees with the orders in it would be hard to explain.
     *
     * <p>Times set in the URI take precedence.
     */
    @Bean
    MongoClientSettingsBuilderCustomizer boundedMajorityReads(MongoConnectionDetails connection) {
        ConnectionString uri = connection.getConnectionString();
        return settings -> {
            settings.applicationName("order-service").readPreference(ReadPreference.primary())
                    .readConcern(ReadConcern.MAJORITY);
            if (uri.getTimeout() == null) {
                settings.timeout(READ_SECONDS, TimeUnit.SECONDS);
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
