package io.spillway.writer.amqp;

/** Why a message can never be applied. The codes are public: they never change their meaning. */
enum DeadLetterReason {
    /** Its AMQP {@code type} names no command. */
    UNKNOWN_TYPE("unknown-type"),
    /** Its body is not the command that its type names. */
    MALFORMED_BODY("malformed-body"),
    /** Writers failed or died each time they processed it, with nothing else in their hands. */
    REPEATED_FAILURE("repeated-failure");

    private final String code;

    DeadLetterReason(String code) {
        this.code = code;
    }

    /** As the header {@code x-reason} of a dead letter has it. */
    String code() {
        return code;
    }
}
