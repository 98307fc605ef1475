package io.spillway.gateway;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;

import io.spillway.contract.identity.Role;
import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.identity.AccessToken;
import io.spillway.gateway.core.identity.ConsumerKey;
import io.spillway.gateway.core.identity.SessionId;
import io.spillway.gateway.core.identity.TokenIssuer;

/** Somebody with a token and its key. */
public record TestUser(String token, String consumerKey) {

    public static TestUser issuedBy(TokenIssuer issuer, String id, Role... roles) {
        ConsumerKey key = ConsumerKey.generate(new SecureRandom());
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new TestUser(issuer.issue(new AccessToken(new UserId(id), Set.of(roles),
                new SessionId(UUID.randomUUID()), key.hash(), now, now.plus(Duration.ofMinutes(15)))), key.value());
    }

    /** As they stand in a request. */
    public String[] headers() {
        return new String[]{"Authorization", "Bearer " + token, "ConsumerKey", consumerKey};
    }

    /** As they stand in a request, between two other headers. */
    String raw() {
        return "Authorization: Bearer " + token + "\r\nConsumerKey: " + consumerKey + "\r\n";
    }
}
