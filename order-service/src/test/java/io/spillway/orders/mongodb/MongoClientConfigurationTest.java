package io.spillway.orders.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

class MongoClientConfigurationTest {

    @Test
    void readsWhatAMajorityHasFromThePrimary() {
        MongoClientSettings settings = settings("mongodb://localhost/orders");

        assertThat(settings.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
        assertThat(settings.getReadPreference()).isEqualTo(ReadPreference.primary());
    }

    @Test
    void waitsForABoundedTime() {
        MongoClientSettings settings = settings("mongodb://localhost/orders");

        assertThat(settings.getTimeout(MILLISECONDS)).isEqualTo(5_000);
        assertThat(settings.getClusterSettings().getServerSelectionTimeout(MILLISECONDS)).isEqualTo(2_000);
        assertThat(settings.getSocketSettings().getConnectTimeout(MILLISECONDS)).isEqualTo(2_000);
    }

    @Test
    void waitsAsLongAsTheUriSays() {
        MongoClientSettings settings = settings(
                "mongodb://localhost/orders?timeoutMS=700&serverSelectionTimeoutMS=300&connectTimeoutMS=200");

        assertThat(settings.getTimeout(MILLISECONDS)).isEqualTo(700);
        assertThat(settings.getClusterSettings().getServerSelectionTimeout(MILLISECONDS)).isEqualTo(300);
        assertThat(settings.getSocketSettings().getConnectTimeout(MILLISECONDS)).isEqualTo(200);
    }

    private static MongoClientSettings settings(String uri) {
        ConnectionString connection = new ConnectionString(uri);
        MongoClientSettings.Builder builder = MongoClientSettings.builder().applyConnectionString(connection);
        new MongoClientConfiguration().boundedMajorityReads(() -> connection).customize(builder);
        return builder.build();
    }
}
