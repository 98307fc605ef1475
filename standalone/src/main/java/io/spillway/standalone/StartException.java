package io.spillway.standalone;

import org.jspecify.annotations.Nullable;

/** It cannot start; the message is for the user and says what to change. */
final class StartException extends RuntimeException {

    private final String sentence;

    StartException(String sentence) {
        this(sentence, null);
    }

    StartException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
