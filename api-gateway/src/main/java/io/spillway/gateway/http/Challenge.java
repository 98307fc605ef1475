package io.spillway.gateway.http;

/** Why a request is not let in, with the challenge that goes with it (RFC 6750 §3.1). */
enum Challenge {
    /** It brings no credentials, so nothing is said about any. */
    UNAUTHENTICATED(Problem.UNAUTHENTICATED, "Bearer",
            "This needs the headers Authorization: Bearer <token> and ConsumerKey."),
    /** Malformed, expired, revoked, of somebody else, or without its key: which one is nobody's business. */
    INVALID_TOKEN(Problem.INVALID_TOKEN, "Bearer error=\"invalid_token\"",
            "The access token is not good, not any more, or not for this consumer key."),
    INVALID_REQUEST(Problem.INVALID_CREDENTIALS_REQUEST, "Bearer error=\"invalid_request\"",
            "Send one Authorization header (Bearer, a space, the token), one ConsumerKey header, and nothing of it in the URI."),
    INSUFFICIENT_SCOPE(Problem.INSUFFICIENT_SCOPE, "Bearer error=\"insufficient_scope\"",
            "This is for operators."),
    WRONG_CREDENTIALS(Problem.WRONG_CREDENTIALS, "Bearer", "The username or the password is wrong."),
    INVALID_REFRESH_TOKEN(Problem.INVALID_REFRESH_TOKEN, "Bearer",
            "The refresh token is not good, or was used before: then its whole session is over. Log in again.");

    private final Problem problem;
    private final String header;
    private final String detail;

    Challenge(Problem problem, String header, String detail) {
        this.problem = problem;
        this.header = header;
        this.detail = detail;
    }

    ProblemException problem() {
        return ProblemException.challenging(problem, detail, header);
    }
}
