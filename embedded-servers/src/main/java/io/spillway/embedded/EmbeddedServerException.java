package io.spillway.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded server cannot start; the message is one sentence that a person can act on. */
public final class EmbeddedServerException extends RuntimeException {
    EmbeddedServerException(String sentence) {
        this(sentence, null);
    }

    EmbeddedServerException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
