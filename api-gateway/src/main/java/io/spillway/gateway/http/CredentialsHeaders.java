package io.spillway.gateway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

import io.spillway.contract.identity.TokenClaims;
import io.spillway.gateway.core.identity.Credentials;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Finds a caller's credentials in the only place where they may be (RFC 6750 §2.1). */
final class CredentialsHeaders {

    private static final Pattern BEARER = Pattern.compile("(?i)bearer(?: .*)?");
    private static final Pattern OTHER_SCHEME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+(?: .*)?");
    private static final int MAX_KEY_LENGTH = 256;

    private CredentialsHeaders() {}

    /** What there is to find. */
    sealed interface Found {

        record Complete(Credentials credentials) implements Found {}

        /** What there is instead of them. */
        record Missing(Challenge why) implements Found {}
    }

    static Found read(HttpServletRequest request) {
        List<String> authorization = Collections.list(request.getHeaders("Authorization"));
        List<String> keys = Collections.list(request.getHeaders(TokenClaims.CONSUMER_KEY_HEADER));
        if (authorization.size() > 1 || keys.size() > 1 || isInQuery(request.getQueryString())) {
            return new Found.Missing(Challenge.INVALID_REQUEST);
        }
        return authorization.isEmpty()
                ? new Found.Missing(Challenge.UNAUTHENTICATED)
                : read(authorization.getFirst(), keys.isEmpty() ? null : keys.getFirst());
    }

    private static Found read(String authorization, @Nullable String key) {
        String token = BearerToken.in(authorization);
        if (token != null) {
            return key == null || key.isBlank() || key.length() > MAX_KEY_LENGTH
                    ? new Found.Missing(Challenge.INVALID_TOKEN)
                    : new Found.Complete(new Credentials(token, key));
        }
        boolean another = OTHER_SCHEME.matcher(authorization).matches() && !BEARER.matcher(authorization).matches();
        return new Found.Missing(another ? Challenge.UNAUTHENTICATED : Challenge.INVALID_REQUEST);
    }

    /** URIs stand in logs and histories: a token in one is refused, so that nobody gets used to it (RFC 9700 §4.3.2). */
    private static boolean isInQuery(@Nullable String query) {
        return query != null && Arrays.stream(query.split("&")).map(parameter -> name(parameter))
                .anyMatch(name -> name.equalsIgnoreCase("access_token")
                        || name.equalsIgnoreCase(TokenClaims.CONSUMER_KEY_HEADER));
    }

    private static String name(String parameter) {
        String encoded = parameter.substring(0,
                parameter.indexOf('=') < 0 ? parameter.length() : parameter.indexOf('='));
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return encoded;
        }
    }
}
