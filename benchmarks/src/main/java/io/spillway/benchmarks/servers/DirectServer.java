package io.spillway.benchmarks.servers;

import java.util.Map;
import java.util.Objects;

import io.spillway.gateway.core.identity.Authenticator;
import io.spillway.gateway.security.SignedCallers;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

/**
 * How orders would be taken without a queue: a plain REST service, Spring as it comes, on virtual threads. It checks the same
 * tokens in the same way as the gateway, so that the comparison is about the rest.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@Import(DirectOrders.class)
public class DirectServer {

    private static final int REMEMBERED_TOKENS = 100_000;

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(DirectServer.class);
        application.setDefaultProperties(Map.of("spring.config.name", "direct-server",
                "spring.threads.virtual.enabled", "true", "spring.mongodb.representation.uuid", "standard",
                "server.tomcat.accept-count", "2000", "server.tomcat.max-keep-alive-requests", "10000"));
        application.run(args);
    }

    @Bean
    Authenticator authenticator(Environment environment) {
        return new SignedCallers(Objects.requireNonNull(environment.getProperty("SPILLWAY_SECURITY_SIGNING_KEYS")))
                .authenticator(REMEMBERED_TOKENS);
    }

    @Bean
    SecurityFilterChain routes(HttpSecurity http, Authenticator authenticator) throws Exception {
        return http
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(routes -> routes.anyRequest().authenticated())
                .exceptionHandling(refusals -> refusals
                        .authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .addFilterBefore(new TokenFilter(authenticator), AuthorizationFilter.class)
                .build();
    }

    /** As the gateway has it: they would cost more than the filters do. */
    @Bean
    SecurityObservationSettings securityObservation() {
        return SecurityObservationSettings.noObservations();
    }
}
