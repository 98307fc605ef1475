package io.spillway.orders.http;

import java.net.URI;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Every error a caller can see. The codes are public: they never change their meaning. Callers of the gateway see them
 * beside its own, so a code that both have has one title.
 */
enum ProblemCode {
    BAD_REQUEST("bad-request", 400, "The request is not valid HTTP, or not understood"),
    INVALID_CREDENTIALS_REQUEST("invalid-credentials-request", 400, "The credentials are not sent as they should be"),
    INVALID_PARAMETER("invalid-parameter", 400, "A query parameter is not valid"),
    INVALID_CURSOR("invalid-cursor", 400, "The cursor is not valid"),
    UNAUTHENTICATED("unauthenticated", 401, "Who are you?"),
    INVALID_TOKEN("invalid-token", 401, "The credentials are not good"),
    NOT_FOUND("not-found", 404, "There is nothing here"),
    ORDER_NOT_FOUND("order-not-found", 404, "There is no such order"),
    COMMAND_NOT_FOUND("command-not-found", 404, "There is no such command"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "The method is not supported here"),
    NOT_ACCEPTABLE("not-acceptable", 406, "No acceptable representation"),
    VERSION_MISMATCH("version-mismatch", 412, "The order is at another version"),
    INTERNAL_ERROR("internal-error", 500, "Something went wrong on our side"),
    NOT_IMPLEMENTED("not-implemented", 501, "Not implemented"),
    STORE_UNAVAILABLE("store-unavailable", 503, "Orders cannot be read now"),
    KEYS_UNAVAILABLE("keys-unavailable", 503, "Credentials cannot be checked now"),
    UNSUPPORTED_HTTP_VERSION("unsupported-http-version", 505, "The HTTP version is not supported");

    private final String code;
    private final int status;
    private final String title;

    ProblemCode(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    /** For an error of which nothing but the status is known, because the framework or the server found it. */
    static ProblemCode ofStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 501 -> NOT_IMPLEMENTED;
            case 505 -> UNSUPPORTED_HTTP_VERSION;
            default -> status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
        };
    }

    @JsonValue
    String code() {
        return code;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    URI type() {
        return URI.create("urn:spillway:problem:" + code);
    }
}
