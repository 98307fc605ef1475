package io.spillway.orders.security;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

import io.spillway.orders.core.CallerUnknownException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Which routes need a known caller, and how one becomes known. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecuritySettings.class)
class SecurityConfiguration {

    private static final Duration KEYS_PATIENCE = Duration.ofSeconds(2);

    @Bean
    SecurityFilterChain routes(HttpSecurity http, Authenticator authenticator, AuthenticationEntryPoint refusal) {
        return http
                .authorizeHttpRequests(routes -> routes
                        .requestMatchers("/livez", "/readyz").permitAll()
                        // On a port of their own: whoever reaches that may read them.
                        .requestMatchers(EndpointRequest.toAnyEndpoint()).permitAll()
                        .anyRequest().authenticated())
                .addFilterBefore(new CredentialsFilter(authenticator), AnonymousAuthenticationFilter.class)
                .exceptionHandling(exceptions -> exceptions.authenticationEntryPoint(refusal))
                // Every request brings its credentials in headers, which no browser adds by itself.
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Errors have one home, which knows how they look to callers. */
    @Bean
    AuthenticationEntryPoint refusal(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return (request, response, refused) -> {
            Exception unknown = new CallerUnknownException(CredentialsFilter.reasonOf(request));
            if (problems.resolveException(request, response, null, unknown) == null) {
                throw new IOException("Nobody answers a caller who is unknown", unknown);
            }
        };
    }

    /** Strict about paths and headers. Methods are left to the routes, whose 405 says more than a 400. */
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    /** Spans and timers around every filter cost more than what the filters do. */
    @Bean
    SecurityObservationSettings securityObservation() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    Authenticator authenticator(GatewayKeys keys, SecuritySettings settings) {
        Clock clock = Clock.systemUTC();
        return new Authenticator(new RememberingCheck(new JwtCheck(keys, settings, clock), keys, clock));
    }

    @Bean
    GatewayKeys gatewayKeys(KeySource source) {
        return new GatewayKeys(source, System::nanoTime);
    }

    @Bean
    HttpKeySource keySource(SecuritySettings settings) {
        return new HttpKeySource(settings.jwksUrl(), KEYS_PATIENCE);
    }
}
