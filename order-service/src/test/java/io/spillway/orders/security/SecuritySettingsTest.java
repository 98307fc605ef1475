package io.spillway.orders.security;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SecuritySettingsTest {

    private static final URI JWKS = URI.create("https://gateway/jwks.json");

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/keys.json", "gateway:8080", "/jwks.json", "http:///jwks.json",
            "http://user:secret@gateway/jwks.json"})
    void keysComeOverHttpFromAHost(String jwksUrl) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecuritySettings(URI.create(jwksUrl), "spillway", "spillway-orders"))
                .withMessageContaining("spillway.security.jwks-url must look like http://")
                .withMessageNotContaining("secret");
    }

    @Test
    void issuerAndAudienceAreNeverBlank() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SecuritySettings(JWKS, " ", "spillway-orders"))
                .withMessageContaining("spillway.security.issuer must be");
        assertThatIllegalArgumentException().isThrownBy(() -> new SecuritySettings(JWKS, "spillway", ""))
                .withMessageContaining("spillway.security.audience must be");
    }
}
