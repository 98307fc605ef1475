package io.spillway.testservers;

import org.jspecify.annotations.Nullable;

/** Tests cannot have the server they were promised; the message says what to change. */
public final class TestServersException extends RuntimeException {
    TestServersException(String sentence) {
        this(sentence, null);
    }

    TestServersException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
