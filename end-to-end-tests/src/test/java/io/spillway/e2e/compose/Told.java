package io.spillway.e2e.compose;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;

import io.spillway.e2e.Api.Answer;

/**
 * What the caller was told of a write.
 *
 * @param operation where its outcome is to be seen; empty unless it was accepted
 * @param order     the path of the order, where the answer tells it
 */
record Told(Promise promise, String operation, String order, boolean replayed) {

    /** What may be relied on. */
    enum Promise {
        /** It is applied, or refused for its own sake, once. */
        ACCEPTED,
        /** It never is. */
        REFUSED,
        /** Once or never. */
        UNKNOWN
    }

    /** @throws IllegalStateException if it is none of the answers that are documented for troubles of the servers */
    static Told by(Answer answer) {
        String operation = answer.header("Operation-Location");
        if (!operation.isEmpty()) {
            return new Told(Promise.ACCEPTED, operation, orderIn(answer),
                    answer.header("Idempotent-Replayed").equals("true"));
        }
        if (answer.status() == 503) {
            switch (answer.text("code")) {
                case "acceptance-unknown" -> {
                    return without(Promise.UNKNOWN);
                }
                case "not-accepted", "unavailable", "accounts-unavailable" -> {
                    return without(Promise.REFUSED);
                }
                default -> { // none that is expected of a write
                }
            }
        }
        throw new IllegalStateException(answer.status() + " " + answer.response().body());
    }

    private static String orderIn(Answer answer) {
        return answer.status() == 201 ? answer.header("Location") : answer.body().at("/resource/href").asString("");
    }

    /** Nobody listened, or the connection ended before the answer. */
    static Told by(IOException failure) {
        return without(failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException
                ? Promise.REFUSED
                : Promise.UNKNOWN);
    }

    private static Told without(Promise promise) {
        return new Told(promise, "", "", false);
    }
}
