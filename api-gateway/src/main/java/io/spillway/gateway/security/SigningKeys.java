package io.spillway.gateway.security;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jsonwebtoken.security.EcPrivateJwk;
import io.jsonwebtoken.security.Jwks;
import io.spillway.gateway.core.identity.PublishedKey;
import io.spillway.gateway.core.identity.PublishedKeys;

/** The keys that tokens are signed and checked with. The first signs. Every key goes by its thumbprint (RFC 7638). */
final class SigningKeys implements PublishedKeys {

    private static final String HOW = " Make one with `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`,"
            + " and set it, or the path of its file, in every gateway as spillway.security.signing-keys or the environment"
            + " variable SPILLWAY_SECURITY_SIGNING_KEYS.";
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    /** A random key with fewer bits would be a wonder. */
    private static final int MIN_BITS = 192;

    private final Map<String, EcPrivateJwk> keys;

    private SigningKeys(Map<String, EcPrivateJwk> keys) {
        this.keys = keys;
    }

    /**
     * @param sources each a PEM text or the path of a file with one
     * @throws IllegalArgumentException with a sentence for whoever configured us, which never quotes a key
     */
    static SigningKeys of(List<String> sources) {
        Map<String, EcPrivateJwk> keys = new LinkedHashMap<>();
        for (String source : sources) {
            if (!source.isBlank()) {
                EcPrivateJwk key = named(privateKey(pem(source)));
                keys.put(key.getId(), key);
            }
        }
        if (keys.isEmpty()) {
            throw unusable("is missing.");
        }
        return new SigningKeys(keys);
    }

    EcPrivateJwk signing() {
        return keys.values().iterator().next();
    }

    Optional<ECPublicKey> find(String id) {
        return Optional.ofNullable(keys.get(id)).map(key -> key.toPublicJwk().toKey());
    }

    @Override
    public List<PublishedKey> all() {
        return keys.values().stream().map(EcPrivateJwk::toPublicJwk)
                .map(key -> new PublishedKey(key.getId(), String.valueOf(key.get("x")), String.valueOf(key.get("y"))))
                .toList();
    }

    private static EcPrivateJwk named(ECPrivateKey key) {
        // derives the public key, which PKCS#8 may leave out
        return Jwks.builder().key(key).idFromThumbprint(Jwks.HASH.SHA256).build();
    }

    private static String pem(String source) {
        // environment files have no line breaks, and write \n for them
        String text = source.replace("\\n", "\n").strip();
        if (text.startsWith("-----")) {
            return text;
        }
        String path = text.startsWith("file:") ? text.substring("file:".length()) : text;
        try {
            return Files.readString(Path.of(path)).strip();
        } catch (IOException | InvalidPathException unreadable) {
            // says nothing of what it got: it may be half a key
            throw unusable("is neither PEM text nor a file that can be read.");
        }
    }

    private static ECPrivateKey privateKey(String pem) {
        if (pem.startsWith("-----BEGIN EC PRIVATE KEY-----")) {
            throw unusable("is of the old kind (SEC1); `openssl pkcs8 -topk8 -nocrypt` converts it.");
        }
        if (!pem.startsWith(BEGIN) || !pem.endsWith(END)) {
            throw unusable("is not one private key in PEM (PKCS#8, without a password).");
        }
        String base64 = pem.substring(BEGIN.length(), pem.length() - END.length()).replaceAll("\\s", "");
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            if (KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(der)) instanceof ECPrivateKey key) {
                return checked(key);
            }
        } catch (UnusableKeyException known) {
            throw known;
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            // the cause would quote the key
            throw unusable("cannot be read as an EC key.");
        }
        throw unusable("cannot be read as an EC key.");
    }

    private static ECPrivateKey checked(ECPrivateKey key) throws GeneralSecurityException {
        AlgorithmParameters p256 = AlgorithmParameters.getInstance("EC");
        p256.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec wanted = p256.getParameterSpec(ECParameterSpec.class);
        ECParameterSpec is = key.getParams();
        if (!wanted.getCurve().equals(is.getCurve()) || !wanted.getGenerator().equals(is.getGenerator())) {
            throw unusable("is for another curve than P-256.");
        }
        BigInteger secret = key.getS();
        if (secret.bitLength() < MIN_BITS || secret.compareTo(wanted.getOrder()) >= 0) {
            throw unusable("is a placeholder, not random.");
        }
        return key;
    }

    private static IllegalArgumentException unusable(String why) {
        return new UnusableKeyException("A key that signs tokens " + why + HOW);
    }

    @Override
    public String toString() {
        return "SigningKeys" + keys.keySet();
    }

    /** Tells our own sentences from those of the decoders. */
    private static final class UnusableKeyException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        UnusableKeyException(String message) {
            super(message);
        }
    }
}
