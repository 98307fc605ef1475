package io.spillway.gateway.http;

import java.time.Duration;

import io.spillway.gateway.core.identity.PublishedKeys;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public keys, for everybody who wants to check our tokens. */
@RestController
final class KeySetController {

    /** Short, so that a key taken out of use is soon forgotten; a new one is found by its unknown id anyway. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final PublishedKeys keys;

    KeySetController(PublishedKeys keys) {
        this.keys = keys;
    }

    @GetMapping(path = "/.well-known/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AuthAnswers.KeySet> keySet() {
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(FRESH).cachePublic())
                .body(AuthAnswers.KeySet.of(keys.all()));
    }
}
