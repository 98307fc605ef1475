package io.spillway.gateway.http;

import java.util.List;

import io.spillway.contract.identity.Role;
import io.spillway.contract.identity.TokenClaims;
import io.spillway.gateway.core.identity.Authenticator;
import io.spillway.gateway.core.identity.RateLimit;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Who may ask for what. A route that nobody named here needs credentials. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorsSettings.class)
class RouteSecurity {

    /** Open to all. */
    private static final String[] ALLOW_ALL = {
            "/v1/auth/register", "/v1/auth/token", "/v1/auth/refresh", "/v1/auth/verify",
            "/.well-known/jwks.json", "/livez", "/readyz", "/v3/api-docs"};

    /** A page, and the one thing here that a browser shows. */
    private static final String[] SWAGGER_UI = {"/swagger-ui/**", "/swagger-ui.html"};

    /** What that page needs: its own scripts, styles and pictures, the pictures in its styles, and this API to try. */
    private static final String SWAGGER_UI_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** For operators. */
    private static final String[] IS_OPERATOR = {"/v1/admin/**"};

    @Bean
    @Order(3)
    SecurityFilterChain routes(HttpSecurity http, Authenticator authenticator, RateLimit limit, CorsSettings cors)
            throws Exception {
        return stateless(http, cors)
                .authorizeHttpRequests(routes -> routes
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll()
                        .requestMatchers(ALLOW_ALL).permitAll()
                        .requestMatchers(IS_OPERATOR).hasRole(Role.OPERATOR.name())
                        .anyRequest().authenticated())
                .exceptionHandling(refusals -> refusals
                        .authenticationEntryPoint((request, response, why) -> ProblemWriter.write(request, response,
                                CredentialsFilter.refusal(request)))
                        .accessDeniedHandler((request, response, why) -> ProblemWriter.write(request, response,
                                Challenge.INSUFFICIENT_SCOPE.problem())))
                .addFilterBefore(new CredentialsFilter(authenticator), AuthorizationFilter.class)
                .addFilterBefore(new RateLimitFilter(limit), AuthorizationFilter.class)
                .build();
    }

    /** Health and metrics, on the management port: whoever reaches that port may read them. */
    @Bean
    @Order(1)
    SecurityFilterChain management(HttpSecurity http, CorsSettings cors) throws Exception {
        return stateless(http.securityMatcher(EndpointRequest.toAnyEndpoint()), cors)
                .authorizeHttpRequests(routes -> routes.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain page(HttpSecurity http, CorsSettings cors) throws Exception {
        return stateless(http.securityMatcher(SWAGGER_UI), cors)
                .authorizeHttpRequests(routes -> routes.anyRequest().permitAll())
                .headers(headers -> headers
                        .contentSecurityPolicy(policy -> policy.policyDirectives(SWAGGER_UI_POLICY)))
                .build();
    }

    /** No cookies, so no session to ride on: RFC 6750's headers are sent by code only, never by a browser by itself. */
    private static HttpSecurity stateless(HttpSecurity http, CorsSettings cors) throws Exception {
        if (!cors.allowed().isEmpty()) {
            http.addFilter(corsFilter(cors));
        }
        return http
                .csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers
                        .contentSecurityPolicy(policy -> policy.policyDirectives(
                                "default-src 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)));
    }

    private static CorsFilter corsFilter(CorsSettings settings) {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(settings.allowed());
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(List.of("Authorization", TokenClaims.CONSUMER_KEY_HEADER, "Content-Type", "Accept",
                "If-Match", "If-None-Match", "Idempotency-Key", "Prefer", "traceparent", "tracestate"));
        cors.setExposedHeaders(List.of("Location", "Operation-Location", "ETag", "Link", "Retry-After", "RateLimit",
                "RateLimit-Policy", "Preference-Applied", "Idempotent-Replayed", "WWW-Authenticate", "traceparent"));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", cors);
        CorsFilter filter = new CorsFilter(source);
        filter.setCorsProcessor(new ProblemCorsProcessor());
        return filter;
    }

    /** Strict about paths and headers. Methods are left to the routes, whose 405 says more than a 400. */
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderValues(RouteSecurity::isAllowedHeaderValue);
        return firewall;
    }

    /**
     * The firewall's own rule. It is a regular expression that is asked at each look at a header, so a token's hundreds of characters
     * took a tenth of a request; plain ASCII keeps the rule anyway.
     */
    static boolean isAllowedHeaderValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return StrictHttpFirewall.ALLOWED_HEADER_VALUES.test(value);
            }
        }
        return true;
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler() {
        return (request, response, why) -> ProblemWriter.write(request, response, Problem.BAD_REQUEST,
                "The path or a header holds something that is not taken here.");
    }

    /** Spans and timers around every filter cost more than all that the filters do. */
    @Bean
    SecurityObservationSettings securityObservation() {
        return SecurityObservationSettings.noObservations();
    }
}
