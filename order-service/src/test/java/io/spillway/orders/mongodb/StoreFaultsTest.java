package io.spillway.orders.mongodb;

import java.util.stream.Stream;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import io.spillway.orders.core.StoreUnavailableException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.UncategorizedMongoDbException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StoreFaultsTest {

    @ParameterizedTest
    @MethodSource
    void unavailable(MongoException fault) {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> StoreFaults.translated(() -> {
                    throw new UncategorizedMongoDbException("as Spring Data wraps it", fault);
                }))
                .withCause(fault);
    }

    static Stream<MongoException> unavailable() {
        return Stream.of(
                new MongoTimeoutException("no server"),
                new MongoOperationTimeoutException("too slow"),
                new MongoExecutionTimeoutException(50, "too slow"),
                new MongoSocketReadException("gone", new ServerAddress()),
                refusal(134),
                refusal(11600));
    }

    @Test
    void aRefusedCommandIsOurFault() {
        UncategorizedMongoDbException fault = new UncategorizedMongoDbException("wrapped", refusal(13));

        assertThatExceptionOfType(UncategorizedMongoDbException.class)
                .isThrownBy(() -> StoreFaults.translated(() -> {
                    throw fault;
                }));
    }

    @Test
    void anAnswerIsPassedOn() {
        assertThat(StoreFaults.translated(() -> "answer")).isEqualTo("answer");
    }

    private static MongoCommandException refusal(int code) {
        return new MongoCommandException(new BsonDocument("code", new BsonInt32(code)), new ServerAddress());
    }
}
