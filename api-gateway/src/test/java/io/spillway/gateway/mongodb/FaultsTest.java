package io.spillway.gateway.mongodb;

import com.mongodb.MongoCommandException;
import com.mongodb.ServerAddress;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FaultsTest {

    @Test
    void aMissingRightIsSeenBehindWhateverHidesIt() {
        assertThat(Faults.isUnauthorized(new IllegalStateException(refused(13)))).isTrue();
        assertThat(Faults.isUnauthorized(refused(85))).isFalse();
        assertThat(Faults.isUnauthorized(new IllegalStateException())).isFalse();
    }

    private static MongoCommandException refused(int code) {
        return new MongoCommandException(new BsonDocument("code", new BsonInt32(code)), new ServerAddress());
    }
}
