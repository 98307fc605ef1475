package io.spillway.orders.security;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.spillway.orders.core.CallerUnknownException.Reason;

/** Finds out whose a request is, from the headers that bring the token (RFC 6750 §2.1) and the consumer key. */
final class Authenticator {

    /** Any scheme but ours. */
    private static final Pattern OTHER_SCHEME = Pattern.compile("(?!bearer(?: |$))[!#$%&'*+.^_`|~0-9a-z-]+(?: .*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BEARER_TOKEN = Pattern.compile("bearer +(?<token>[a-z0-9._~+/-]+=*)",
            Pattern.CASE_INSENSITIVE);

    private final TokenCheck tokens;

    Authenticator(TokenCheck tokens) {
        this.tokens = tokens;
    }

    /**
     * @param authorizations all values of the header, because which of two counts is not for us to say
     * @param consumerKeys   likewise
     */
    Caller identify(List<String> authorizations, List<String> consumerKeys) {
        if (authorizations.size() > 1 || consumerKeys.size() > 1) {
            return new Caller.Unknown(Reason.MALFORMED_CREDENTIALS);
        }
        // Whoever uses another scheme should be told ours, and of no error (§3.1).
        if (authorizations.isEmpty() || OTHER_SCHEME.matcher(authorizations.getFirst()).matches()) {
            return new Caller.Unknown(Reason.NO_CREDENTIALS);
        }
        Matcher bearer = BEARER_TOKEN.matcher(authorizations.getFirst());
        if (!bearer.matches()) {
            return new Caller.Unknown(Reason.MALFORMED_CREDENTIALS);
        }
        if (consumerKeys.isEmpty()) {
            return new Caller.Unknown(Reason.INVALID_TOKEN);
        }
        return switch (tokens.check(bearer.group("token"))) {
            case TokenCheck.Verdict.Valid valid when valid.token().isBoundTo(consumerKeys.getFirst()) ->
                new Caller.Known(valid.token().actor());
            case TokenCheck.Verdict.Valid stolen -> new Caller.Unknown(Reason.INVALID_TOKEN);
            case TokenCheck.Verdict.Invalid invalid -> new Caller.Unknown(Reason.INVALID_TOKEN);
            case TokenCheck.Verdict.Undecided undecided -> new Caller.Unknown(Reason.KEYS_UNAVAILABLE);
        };
    }
}
