package io.spillway.orders.security;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.spillway.contract.command.Actor;
import io.spillway.contract.identity.TokenClaims;
import io.spillway.contract.order.UserId;
import io.spillway.orders.core.CallerUnknownException.Reason;
import io.spillway.orders.security.TokenCheck.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.spillway.orders.core.CallerUnknownException.Reason.INVALID_TOKEN;
import static io.spillway.orders.core.CallerUnknownException.Reason.KEYS_UNAVAILABLE;
import static io.spillway.orders.core.CallerUnknownException.Reason.MALFORMED_CREDENTIALS;
import static io.spillway.orders.core.CallerUnknownException.Reason.NO_CREDENTIALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What the two headers of a request make of its caller. */
class AuthenticatorTest {

    private static final Actor ANN = new Actor(new UserId("ann"), false);
    private static final List<String> NONE = List.of();

    private final Authenticator authenticator = new Authenticator(token -> switch (token) {
        case "anns" -> new Verdict.Valid(new AccessToken(ANN, TokenClaims.hashOf("ann's-key"), "1", Instant.MAX));
        case "later" -> new Verdict.Undecided();
        default -> new Verdict.Invalid();
    });

    @ParameterizedTest
    @ValueSource(strings = {"Bearer anns", "bearer anns", "BEARER   anns"})
    void knowsTheCallerByTokenAndKey(String authorization) {
        assertThat(authenticator.identify(List.of(authorization), List.of("ann's-key")))
                .isEqualTo(new Caller.Known(ANN));
    }

    static Stream<Arguments> unknown() {
        List<String> anns = List.of("Bearer anns");
        List<String> key = List.of("ann's-key");
        return Stream.of(
                arguments(NONE, NONE, NO_CREDENTIALS),
                arguments(NONE, key, NO_CREDENTIALS),
                arguments(List.of(""), key, MALFORMED_CREDENTIALS),
                arguments(List.of("Basic YW5uOnNlY3JldA=="), key, NO_CREDENTIALS),
                arguments(List.of("Bearerx anns"), key, NO_CREDENTIALS),
                arguments(List.of("anns"), key, NO_CREDENTIALS),
                arguments(List.of("Bearer"), key, MALFORMED_CREDENTIALS),
                arguments(List.of("Bearer "), key, MALFORMED_CREDENTIALS),
                arguments(List.of("Bearer anns anns"), key, MALFORMED_CREDENTIALS),
                arguments(List.of("Bearer anns, Bearer anns"), key, MALFORMED_CREDENTIALS),
                arguments(List.of("Bearer \"anns\""), key, MALFORMED_CREDENTIALS),
                arguments(List.of("Bearer ann\u00e9s"), key, MALFORMED_CREDENTIALS),
                arguments(List.of("Bearer anns\nBearer x"), key, MALFORMED_CREDENTIALS),
                arguments(List.of("Bearer anns", "Bearer anns"), key, MALFORMED_CREDENTIALS),
                arguments(List.of("Basic x", "Bearer anns"), key, MALFORMED_CREDENTIALS),
                arguments(anns, List.of("ann's-key", "ann's-key"), MALFORMED_CREDENTIALS),
                arguments(NONE, List.of("ann's-key", "ann's-key"), MALFORMED_CREDENTIALS),
                arguments(List.of("Basic x", "Basic x"), NONE, MALFORMED_CREDENTIALS),
                arguments(anns, List.of(""), INVALID_TOKEN),
                arguments(anns, List.of("two words"), INVALID_TOKEN),
                arguments(anns, List.of("x".repeat(10_000)), INVALID_TOKEN),
                arguments(List.of("Bearer bobs"), key, INVALID_TOKEN),
                arguments(anns, NONE, INVALID_TOKEN),
                arguments(anns, List.of("bob's-key"), INVALID_TOKEN),
                arguments(anns, List.of(TokenClaims.hashOf("ann's-key")), INVALID_TOKEN),
                arguments(List.of("Bearer later"), key, KEYS_UNAVAILABLE));
    }

    @ParameterizedTest
    @MethodSource
    void unknown(List<String> authorizations, List<String> consumerKeys, Reason reason) {
        assertThat(authenticator.identify(authorizations, consumerKeys)).isEqualTo(new Caller.Unknown(reason));
    }

    @Test
    void readsAnEnormousHeaderToo() {
        assertThat(authenticator.identify(List.of("Bearer " + "x".repeat(1_000_000)), List.of("ann's-key")))
                .isEqualTo(new Caller.Unknown(INVALID_TOKEN));
    }
}
