package io.spillway.gateway.http;

import java.util.Arrays;

import io.spillway.contract.outcome.RefusalCode;

/** Every error that callers can meet: its stable code, status and title. The one place where these meet. */
enum Problem {
    BAD_REQUEST("bad-request", 400, "The request is not valid HTTP, or not understood"),
    MALFORMED_JSON("malformed-json", 400, "The body is not JSON"),
    INVALID_PARAMETER("invalid-parameter", 400, "A query parameter is not valid"),
    INVALID_PRECONDITION("invalid-precondition", 400, "The condition cannot be judged"),
    INVALID_IDEMPOTENCY_KEY("invalid-idempotency-key", 400, "The idempotency key cannot be used"),
    INVALID_CREDENTIALS_REQUEST("invalid-credentials-request", 400, "The credentials are not sent as they should be"),
    UNAUTHENTICATED("unauthenticated", 401, "Who are you?"),
    INVALID_TOKEN("invalid-token", 401, "The credentials are not good"),
    WRONG_CREDENTIALS("wrong-credentials", 401, "The username or password is wrong"),
    INVALID_REFRESH_TOKEN("invalid-refresh-token", 401, "The refresh token is not good"),
    INSUFFICIENT_SCOPE("insufficient-scope", 403, "You may not do this"),
    ORIGIN_NOT_ALLOWED("origin-not-allowed", 403, "Pages of this origin may not call"),
    NOT_FOUND("not-found", 404, "There is nothing here"),
    OPERATION_NOT_FOUND("operation-not-found", 404, "There is no such operation"),
    DEAD_LETTER_NOT_FOUND("dead-letter-not-found", 404, "There is no such dead letter"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "The method is not supported here"),
    NOT_ACCEPTABLE("not-acceptable", 406, "No acceptable representation"),
    USERNAME_TAKEN("username-taken", 409, "The name is taken"),
    OPERATION_EXPIRED("operation-expired", 410, "The operation is too old"),
    PAYLOAD_TOO_LARGE("payload-too-large", 413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The media type is not supported"),
    EXPECTATION_FAILED("expectation-failed", 417, "What Expect asks for is not supported"),
    INVALID_REQUEST("invalid-request", 422, "The content is not valid"),
    TOO_MANY_ATTEMPTS("too-many-attempts", 429, "Too many attempts"),
    RATE_LIMITED("rate-limited", 429, "Too many requests"),
    INTERNAL_ERROR("internal-error", 500, "Something went wrong on our side"),
    NOT_IMPLEMENTED("not-implemented", 501, "Not implemented"),
    NOT_ACCEPTED("not-accepted", 503, "The command was not accepted"),
    ACCEPTANCE_UNKNOWN("acceptance-unknown", 503, "Whether the command was accepted is unknown"),
    ORDERS_UNAVAILABLE("orders-unavailable", 503, "Orders cannot be read now"),
    ACCOUNTS_UNAVAILABLE("accounts-unavailable", 503, "Accounts are not available now"),
    DEAD_LETTERS_BUSY("dead-letters-busy", 503, "Somebody else handles the dead letters"),
    DEAD_LETTERS_UNAVAILABLE("dead-letters-unavailable", 503, "Dead letters are not available now"),
    UNAVAILABLE("unavailable", 503, "The service is not available now"),
    UNSUPPORTED_HTTP_VERSION("unsupported-http-version", 505, "The HTTP version is not supported"),

    // Refusals: the writer decides them, the codes are RefusalCode's.
    ORDER_NOT_FOUND(RefusalCode.ORDER_NOT_FOUND, 404, "There is no such order"),
    VERSION_MISMATCH(RefusalCode.VERSION_MISMATCH, 412, "The order is at another version"),
    ORDER_ALREADY_EXISTS(RefusalCode.ORDER_ALREADY_EXISTS, 412, "The order exists already"),
    ORDER_ID_RETIRED(RefusalCode.ORDER_ID_RETIRED, 409, "The id belonged to a deleted order"),
    ILLEGAL_STATUS_TRANSITION(RefusalCode.ILLEGAL_STATUS_TRANSITION, 409, "The status does not lead to that one"),
    ORDER_NOT_EDITABLE(RefusalCode.ORDER_NOT_EDITABLE, 409, "The order does not change any more"),
    INVALID_ORDER(RefusalCode.INVALID_ORDER, 422, "The resulting order is not valid"),
    IDEMPOTENCY_KEY_REUSED(RefusalCode.IDEMPOTENCY_KEY_REUSED, 422, "The key was used for another request"),
    DEAD_LETTERED(RefusalCode.DEAD_LETTERED, 500, "The command could not be applied and waits for an operator");

    private final String code;
    private final int status;
    private final String title;

    Problem(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    Problem(RefusalCode refusal, int status, String title) {
        this(refusal.code(), status, title);
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** A URI that names the kind of problem, and is not meant to be fetched (RFC 9457 §3.1.1). */
    String type() {
        return "urn:spillway:problem:" + code;
    }

    static Problem of(RefusalCode refusal) {
        return switch (refusal) {
            case ORDER_NOT_FOUND -> ORDER_NOT_FOUND;
            case VERSION_MISMATCH -> VERSION_MISMATCH;
            case ORDER_ALREADY_EXISTS -> ORDER_ALREADY_EXISTS;
            case ORDER_ID_RETIRED -> ORDER_ID_RETIRED;
            case ILLEGAL_STATUS_TRANSITION -> ILLEGAL_STATUS_TRANSITION;
            case ORDER_NOT_EDITABLE -> ORDER_NOT_EDITABLE;
            case INVALID_ORDER -> INVALID_ORDER;
            case IDEMPOTENCY_KEY_REUSED -> IDEMPOTENCY_KEY_REUSED;
            case DEAD_LETTERED -> DEAD_LETTERED;
        };
    }

    /** The general problem for a status that the web server or the framework chose. */
    static Problem ofStatus(int status) {
        return Arrays.stream(new Problem[]{NOT_FOUND, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, PAYLOAD_TOO_LARGE,
                UNSUPPORTED_MEDIA_TYPE, EXPECTATION_FAILED, NOT_IMPLEMENTED, UNAVAILABLE, UNSUPPORTED_HTTP_VERSION})
                .filter(problem -> problem.status == status)
                .findFirst()
                .orElse(status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL_ERROR);
    }
}
