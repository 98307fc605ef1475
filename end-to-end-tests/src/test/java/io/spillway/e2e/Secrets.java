package io.spillway.e2e;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.spillway.e2e.Api.Answer;

/** The passwords, keys and tokens that were used or handed out in this run: none of them may be in a log. */
public final class Secrets {

    private static final Set<String> KEPT = ConcurrentHashMap.newKeySet();

    private Secrets() {}

    public static String keep(String secret) {
        if (secret.length() < 8) {
            throw new IllegalArgumentException("too short to be told from other text: " + secret);
        }
        KEPT.add(secret);
        return secret;
    }

    /** Keeps what the gateway hands out with this answer, if it does. */
    static void keepThoseOf(Answer answer) {
        String path = answer.response().uri().getPath();
        if (path.startsWith("/v1/auth/") && answer.header("Content-Type").startsWith(Api.JSON)) {
            for (String member : Set.of("consumerKey", "access_token", "refresh_token")) {
                if (answer.body().has(member)) {
                    keep(answer.text(member));
                }
            }
        }
    }

    static String signingKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return keep("-----BEGIN PRIVATE KEY-----"
                    + Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                    + "-----END PRIVATE KEY-----");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return keep(Base64.getEncoder().encodeToString(key));
    }

    public static Set<String> kept() {
        return Set.copyOf(KEPT);
    }
}
