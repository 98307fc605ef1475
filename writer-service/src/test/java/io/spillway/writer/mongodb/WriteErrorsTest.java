package io.spillway.writer.mongodb;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import io.spillway.writer.core.OrderStore.WriteResult;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WriteErrorsTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
            "11000, DuplicateKey, CONFLICT",
            "121, DocumentValidationFailure, REFUSED",
            "10334, BSONObjectTooLarge, REFUSED",
            "2, BadValue, REFUSED",
            "112, WriteConflict, UNKNOWN",
            "189, PrimarySteppedDown, UNKNOWN",
            "10107, NotWritablePrimary, UNKNOWN",
            "11600, InterruptedAtShutdown, UNKNOWN"})
    void aWriteIsRefusedForGoodOnlyByAnErrorThatDoesNotPass(int code, String name, WriteResult result) {
        assertThat(WriteErrors.classify(code)).isEqualTo(result);
    }

    @Test
    void aMissingRightIsSeenBehindWhateverHidesIt() {
        assertThat(WriteErrors.isUnauthorized(new IllegalStateException(refused(13)))).isTrue();
        assertThat(WriteErrors.isUnauthorized(refused(85))).isFalse();
        assertThat(WriteErrors.isUnauthorized(new IllegalStateException())).isFalse();
    }

    private static MongoCommandException refused(int code) {
        return new MongoCommandException(new BsonDocument("code", new BsonInt32(code)), new ServerAddress());
    }

    @Test
    void aBulkWriteIsWorthAPauseWhenOneOfItsErrorsPasses() {
        assertThat(WriteErrors.passes(failed(null, 11000, 121))).isFalse();
        assertThat(WriteErrors.passes(failed(null, 11000, 14031))).isTrue();
        assertThat(WriteErrors.passes(failed(new WriteConcernError(64, "WriteConcernTimeout", "", new BsonDocument()))))
                .isTrue();
    }

    private static MongoBulkWriteException failed(WriteConcernError uncertain, int... codes) {
        List<BulkWriteError> errors = IntStream.range(0, codes.length)
                .mapToObj(i -> new BulkWriteError(codes[i], "", new BsonDocument(), i)).toList();
        return new MongoBulkWriteException(BulkWriteResult.unacknowledged(), errors, uncertain, new ServerAddress(),
                Set.of());
    }
}
