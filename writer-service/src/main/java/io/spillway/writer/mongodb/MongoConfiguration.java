package io.spillway.writer.mongodb;

import java.util.concurrent.TimeUnit;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Binds the settings of the database's side. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Retention.class)
class MongoConfiguration {

    /** Short enough that a lane notices soon that its channel is gone or that it shall stop. */
    @Bean
    MongoClientSettingsBuilderCustomizer boundedWaits() {
        return settings -> settings
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(3, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(3, TimeUnit.SECONDS)
                        .readTimeout(30, TimeUnit.SECONDS));
    }
}
