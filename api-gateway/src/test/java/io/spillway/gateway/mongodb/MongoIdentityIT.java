package io.spillway.gateway.mongodb;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.spillway.gateway.core.identity.AccountStore;
import io.spillway.gateway.core.identity.AccountsUnavailableException;
import io.spillway.gateway.core.identity.IdentityStoreContract;
import io.spillway.gateway.core.identity.RefreshTokens;
import io.spillway.gateway.core.identity.Revocation;
import io.spillway.gateway.core.identity.Revocations;
import io.spillway.gateway.core.identity.Username;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The contract, held against whatever MongoDB-protocol server there is. */
class MongoIdentityIT extends IdentityStoreContract {

    private final TestStore server = TestServers.store();
    private final String database = server.uniqueDatabase(MongoIdentityIT.class);
    private final MongoClient client = MongoClients.create(server.uri());
    private final MongoTemplate template = new MongoTemplate(client, database);

    @AfterEach
    void drop() {
        client.close();
        server.dropDatabase(database);
    }

    @Override
    protected AccountStore accounts() {
        return new MongoAccountStore(template);
    }

    @Override
    protected RefreshTokens refreshTokens() {
        return new MongoRefreshTokens(template);
    }

    @Override
    protected Revocations revocations() {
        return new MongoRevocations(template, Clock.systemUTC());
    }

    @Test
    void findsOnlyWhatIsNewAndMatters() {
        revocations().add(new Revocation("key:old", Instant.now().minusSeconds(1)));
        revocations().add(new Revocation("key:good", NOW.plusSeconds(60)));

        assertThat(revocations().addedSince(Instant.EPOCH)).extracting(Revocation::subject)
                .containsExactly("key:good");
        assertThat(revocations().addedSince(Instant.now().plusSeconds(5))).isEmpty();
    }

    @Test
    void createsTheIndexesAlsoTwice() {
        MongoIndexes indexes = new MongoIndexes(template);

        assertThat(indexes.create()).isTrue();
        assertThat(indexes.create()).isTrue();
    }

    @Test
    void aDatabaseThatIsAwayIsOneKindOfFailure() {
        try (MongoClient nobody = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString("mongodb://127.0.0.1:1"))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(100, TimeUnit.MILLISECONDS))
                .build())) {
            MongoTemplate away = new MongoTemplate(nobody, database);

            assertThatThrownBy(() -> new MongoAccountStore(away).byName(new Username("ann")))
                    .isInstanceOf(AccountsUnavailableException.class);
            assertThatThrownBy(() -> new MongoRevocations(away, Clock.systemUTC()).addedSince(
                    Instant.now().minus(Duration.ofDays(1)))).isInstanceOf(AccountsUnavailableException.class);
            assertThat(new MongoIndexes(away).create()).isFalse();
        }
    }
}
