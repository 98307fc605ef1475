package io.spillway.gateway.http;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.spillway.contract.identity.Role;
import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.identity.AccessToken;
import io.spillway.gateway.core.identity.Account;
import io.spillway.gateway.core.identity.PublishedKey;
import io.spillway.gateway.core.identity.TokenPair;
import org.jspecify.annotations.Nullable;

/** What callers get when they ask about accounts and tokens. */
final class AuthAnswers {

    private AuthAnswers() {}

    record Registered(UserId userId, String consumerKey) {

        @Override
        public String toString() {
            return "Registered[userId=" + userId + "]";
        }
    }

    record NewKey(String consumerKey) {

        @Override
        public String toString() {
            return "NewKey[hidden]";
        }
    }

    /** RFC 6749 §5.1. */
    record Tokens(@JsonProperty("access_token") String accessToken, @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn, @JsonProperty("refresh_token") String refreshToken) {

        static Tokens of(TokenPair pair) {
            return new Tokens(pair.accessToken(), "Bearer", pair.accessLifetime().toSeconds(),
                    pair.refreshToken().value());
        }

        @Override
        public String toString() {
            return "Tokens[hidden]";
        }
    }

    /** The shape of RFC 7662 §2.2; of a token that cannot be used nothing more is said. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Verification(boolean active, @Nullable UserId sub, @Nullable Long exp, @Nullable List<String> roles) {

        static final Verification INACTIVE = new Verification(false, null, null, null);

        static Verification of(AccessToken token) {
            return new Verification(true, token.user(), token.expiresAt().getEpochSecond(), names(token.roles()));
        }
    }

    record Me(UserId userId, String username, List<String> roles, Instant createdAt) {

        static Me of(Account account) {
            return new Me(account.id(), account.username().value(), names(account.roles()), account.createdAt());
        }
    }

    /** RFC 7517 §5. */
    record KeySet(List<Key> keys) {

        static KeySet of(List<PublishedKey> keys) {
            return new KeySet(keys.stream()
                    .map(key -> new Key("EC", "P-256", key.x(), key.y(), key.id(), "sig", "ES256"))
                    .toList());
        }

        record Key(String kty, String crv, String x, String y, String kid, String use, String alg) {}
    }

    private static List<String> names(Set<Role> roles) {
        return roles.stream().map(Role::name).sorted().toList();
    }
}
