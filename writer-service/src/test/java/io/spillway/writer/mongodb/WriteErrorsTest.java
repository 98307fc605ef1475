package io.spillway.writer.mongodb;

import io.spillway.writer.core.OrderStore.WriteResult;
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
}
