package io.spillway.gateway.security;

import java.security.SecureRandom;
import java.time.Clock;

import io.spillway.gateway.core.identity.AccountStore;
import io.spillway.gateway.core.identity.Accounts;
import io.spillway.gateway.core.identity.Authenticator;
import io.spillway.gateway.core.identity.PasswordHashing;
import io.spillway.gateway.core.identity.RefreshTokens;
import io.spillway.gateway.core.identity.RevocationCopy;
import io.spillway.gateway.core.identity.Revocations;
import io.spillway.gateway.core.identity.Sessions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires accounts: the core's decisions with this package's technology. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TokenSettings.class, PasswordSettings.class, ThrottleSettings.class,
        RateLimitSettings.class, OperatorSettings.class})
class SecurityConfiguration {

    private final SecureRandom random = new SecureRandom();

    @Bean
    SigningKeys signingKeys(TokenSettings settings) {
        return settings.keys();
    }

    @Bean
    JwtTokens tokens(SigningKeys keys, TokenSettings settings, Clock clock) {
        return new JwtTokens(keys, settings.issuer(), settings.audience(), clock);
    }

    @Bean
    BcryptHashing passwords(PasswordSettings settings) {
        return new BcryptHashing(settings);
    }

    @Bean
    BucketThrottle throttle(ThrottleSettings settings) {
        return new BucketThrottle(settings);
    }

    @Bean
    BucketRateLimit rateLimit(RateLimitSettings settings) {
        return new BucketRateLimit(settings);
    }

    @Bean
    RevocationCopy revocationCopy(Revocations revocations, Clock clock) {
        return new RevocationCopy(revocations, clock);
    }

    @Bean
    RevocationPolling revocationPolling(RevocationCopy copy) {
        return new RevocationPolling(copy);
    }

    @Bean
    Authenticator authenticator(JwtTokens tokens, RevocationCopy revocations, TokenSettings settings, Clock clock) {
        return new Authenticator(new RememberedTokens(tokens, settings.tokenCache(), clock), revocations, clock);
    }

    @Bean
    Sessions sessions(AccountStore accounts, RefreshTokens refreshTokens, RevocationCopy revocations,
            PasswordHashing passwords, JwtTokens tokens, TokenSettings settings, Clock clock) {
        return new Sessions(accounts, refreshTokens, revocations, passwords, tokens, lifetimes(settings), random,
                clock);
    }

    @Bean
    Accounts accounts(AccountStore store, RevocationCopy revocations, PasswordHashing passwords, TokenSettings settings,
            Clock clock) {
        return new Accounts(store, revocations, passwords, lifetimes(settings), random, clock);
    }

    @Bean
    FirstOperator firstOperator(Accounts accounts, OperatorSettings settings) {
        return new FirstOperator(accounts, settings);
    }

    private static Sessions.Lifetimes lifetimes(TokenSettings settings) {
        return new Sessions.Lifetimes(settings.accessTokenLifetime(), settings.refreshTokenLifetime());
    }
}
