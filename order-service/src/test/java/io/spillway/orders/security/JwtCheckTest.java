package io.spillway.orders.security;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.spillway.contract.command.Actor;
import io.spillway.contract.identity.Role;
import io.spillway.contract.identity.TokenClaims;
import io.spillway.contract.order.UserId;
import io.spillway.orders.security.TokenCheck.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.spillway.orders.security.SigningKey.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Which tokens are worth anything; the attacks are those of RFC 8725 §2. */
class JwtCheckTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant EXPIRY = NOON.plus(SigningKey.LIFETIME);
    private static final String CONSUMER_KEY = "ann's";
    private static final SigningKey OURS = new SigningKey();
    private static final SigningKey NEXT = new SigningKey();
    private static final SigningKey THEIRS = new SigningKey();
    private static final String HEADER = header("ES256", OURS.id());
    private static final String PAYLOAD = payload("nbf", "\"nbf\":%d".formatted(NOON.getEpochSecond()));

    private final SettableClock clock = new SettableClock(NOON);
    private final FakeKeySource source = new FakeKeySource(OURS, NEXT);
    private final JwtCheck check = new JwtCheck(new GatewayKeys(source, System::nanoTime), new SecuritySettings(
            URI.create("http://gateway/jwks"), SigningKey.ISSUER, SigningKey.AUDIENCE), clock);

    @Test
    void aTokenOfOursSaysWhoAndUntilWhenAndWithWhichKey() {
        assertThat(check.check(OURS.token("ann", Role.USER, CONSUMER_KEY, NOON)))
                .isEqualTo(new Verdict.Valid(new AccessToken(new Actor(new UserId("ann"), false),
                        TokenClaims.hashOf(CONSUMER_KEY), OURS.id(), EXPIRY.plus(JwtCheck.SKEW))));
    }

    @Test
    void eachOfTheGatewaysKeysCounts() {
        assertThat(check.check(NEXT.token("ann", Role.USER, CONSUMER_KEY, NOON))).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void anOperatorIsWhoHasTheRole() {
        assertThat(actor(signed(token().claim(TokenClaims.ROLES, List.of("USER", "OPERATOR")))).operator()).isTrue();
        assertThat(actor(signed(token().claim(TokenClaims.ROLES, List.of("AUDITOR", "USER")))).operator()).isFalse();
        assertThat(actor(signed(token().claim(TokenClaims.ROLES, List.of("USER", "operator")))).operator()).isFalse();
    }

    @Test
    void anotherAudienceBesideOursDoesNotMatter() {
        assertThat(check.check(signed(token().audience().add("others").and()))).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void theHandMadeTokenOfTheAttacksIsValidBeforeItIsChanged() {
        assertThat(check.check(OURS.sign(HEADER, PAYLOAD))).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void clocksMayDifferByHalfAMinute() {
        String token = OURS.token("ann", Role.USER, CONSUMER_KEY, NOON);

        clock.set(NOON.minusSeconds(30));
        assertThat(check.check(token)).isInstanceOf(Verdict.Valid.class);
        clock.set(NOON.minusSeconds(31));
        assertThat(check.check(token)).isInstanceOf(Verdict.Invalid.class);
        clock.set(EXPIRY.plusSeconds(29));
        assertThat(check.check(token)).isInstanceOf(Verdict.Valid.class);
        clock.set(EXPIRY.plusSeconds(31));
        assertThat(check.check(token)).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void withoutKeysNobodyCanTell() {
        source.goAway();

        assertThat(check.check(OURS.token("ann", Role.USER, CONSUMER_KEY, NOON)))
                .isInstanceOf(Verdict.Undecided.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"otherAlgorithms", "otherKeys", "otherSignatures", "otherTokens", "otherClaims", "nonsense"})
    void refuses(String attack, String token) {
        assertThat(check.check(token)).isInstanceOf(Verdict.Invalid.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"otherAlgorithms", "nonsense"})
    void doesNotLookForAKeyBeforeTheTokenCanBeOneOfOurs(String attack, String token) {
        check.check(token);

        assertThat(source.asked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "../../../../dev/null", "/etc/passwd", "file:///etc/passwd",
            "http://127.0.0.1:1/jwks.json", "' OR 1=1 --", "", " ", "\\u0000", "*"})
    void aKeyIdIsANameAndNothingElse(String keyId) {
        assertThat(check.check(THEIRS.sign(header("ES256", keyId), PAYLOAD))).isInstanceOf(Verdict.Invalid.class);
        assertThat(check.check(OURS.sign(header("ES256", keyId), PAYLOAD))).isInstanceOf(Verdict.Invalid.class);
    }

    static Stream<Arguments> otherAlgorithms() throws GeneralSecurityException {
        byte[] der = OURS.publicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'})
                .encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        String signature = OURS.sign(HEADER, PAYLOAD).split("\\.")[2];
        return Stream.of(
                arguments("alg none", unsecured("none") + "."),
                arguments("alg NONE", unsecured("NONE") + "."),
                arguments("alg nOnE with a signature", unsecured("nOnE") + "." + signature),
                arguments("alg none with a signature", unsecured("none") + "." + signature),
                arguments("no alg", encode(HEADER.replace("\"alg\":\"ES256\",", "")) + "." + encode(PAYLOAD) + "."
                        + signature),
                arguments("alg empty", unsecured("") + "." + signature),
                arguments("alg es256", unsecured("es256") + "." + signature),
                arguments("HS256 with the public key's bytes", hs256(der)),
                arguments("HS256 with the public key as PEM", hs256(pem.getBytes(StandardCharsets.US_ASCII))),
                arguments("HS256 with the public key as JWK",
                        hs256(OURS.publicJwk().getBytes(StandardCharsets.UTF_8))),
                arguments("HS256 with an empty-looking key", hs256(new byte[1])),
                arguments("RS256", token().signWith(Jwts.SIG.RS256.keyPair().build().getPrivate(), Jwts.SIG.RS256)
                        .compact()),
                arguments("ES384", token().signWith(Jwts.SIG.ES384.keyPair().build().getPrivate(), Jwts.SIG.ES384)
                        .compact()),
                arguments("EdDSA", token().signWith(Jwts.SIG.EdDSA.keyPair().build().getPrivate(), Jwts.SIG.EdDSA)
                        .compact()));
    }

    static Stream<Arguments> otherKeys() {
        String jwkHeader = HEADER.replace("{", "{\"jwk\":" + THEIRS.publicJwk() + ",");
        String theirJwk = header("ES256", THEIRS.id()).replace("{", "{\"jwk\":" + THEIRS.publicJwk() + ",");
        String jku = header("ES256", THEIRS.id()).replace("{", "{\"jku\":\"http://127.0.0.1:1/jwks.json\",");
        String x5u = header("ES256", THEIRS.id()).replace("{", "{\"x5u\":\"http://127.0.0.1:1/cert.pem\",");
        return Stream.of(
                arguments("another key under our key's id", THEIRS.sign(HEADER, PAYLOAD)),
                arguments("the other of our keys than it says", NEXT.sign(HEADER, PAYLOAD)),
                arguments("a key of its own under our key's id", THEIRS.sign(jwkHeader, PAYLOAD)),
                arguments("a key of its own", THEIRS.sign(theirJwk, PAYLOAD)),
                arguments("a key set of its own", THEIRS.sign(jku, PAYLOAD)),
                arguments("a certificate of its own", THEIRS.sign(x5u, PAYLOAD)),
                arguments("no key id", OURS.sign("{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}", PAYLOAD)),
                arguments("a key id that is a number", OURS.sign(HEADER.replace("\"" + OURS.id() + "\"", "1"),
                        PAYLOAD)));
    }

    static Stream<Arguments> otherSignatures() throws GeneralSecurityException {
        String[] parts = OURS.sign(HEADER, PAYLOAD).split("\\.");
        String content = parts[0] + "." + parts[1] + ".";
        Signature der = Signature.getInstance("SHA256withECDSA");
        der.initSign(OURS.privateKey());
        der.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return Stream.of(
                arguments("tampered payload", parts[0] + "." + encode(PAYLOAD.replace("ann", "bob")) + "." + parts[2]),
                arguments("tampered header", encode(HEADER.replace("{", "{\"x\":1,")) + "." + parts[1] + "."
                        + parts[2]),
                arguments("another token's signature", content + NEXT.sign(HEADER, PAYLOAD).split("\\.")[2]),
                arguments("no payload", parts[0] + ".." + parts[2]),
                arguments("no signature", content),
                arguments("a signature of zeros", content + encode(new byte[64])),
                arguments("a short signature", content + encode(new byte[63])),
                arguments("a long signature", content + parts[2] + "AAAA"),
                arguments("a signature in DER", content + encode(der.sign())));
    }

    static Stream<Arguments> otherTokens() {
        return Stream.of(
                arguments("an identity token", OURS.sign(HEADER.replace("at+jwt", "JWT"), PAYLOAD)),
                arguments("another type", OURS.sign(HEADER.replace("at+jwt", "rt+jwt"), PAYLOAD)),
                arguments("no type", OURS.sign(HEADER.replace("\"typ\":\"at+jwt\",", ""), PAYLOAD)),
                arguments("a critical extension",
                        OURS.sign(HEADER.replace("{", "{\"crit\":[\"exp\"],\"exp\":1,"), PAYLOAD)),
                arguments("an unencoded payload",
                        OURS.sign(HEADER.replace("{", "{\"crit\":[\"b64\"],\"b64\":false,"), PAYLOAD)),
                arguments("compressed", signed(token().compressWith(Jwts.ZIP.DEF))),
                arguments("encrypted", token().encryptWith(Jwts.ENC.A256GCM.key().build(), Jwts.ENC.A256GCM)
                        .compact()),
                arguments("another issuer", signed(token().issuer("other"))),
                arguments("no issuer", signed(token().issuer(null))),
                arguments("another audience", signed(token().audience().clear().add("other").and())),
                arguments("no audience", signed(token().audience().clear().and())),
                arguments("expired", signed(token().expiration(Date.from(NOON.minusSeconds(31))))),
                arguments("not yet valid", signed(token().notBefore(Date.from(NOON.plusSeconds(31))))));
    }

    static Stream<Arguments> otherClaims() {
        return Stream.of(
                arguments("no expiration", signed(token().expiration(null))),
                arguments("no beginning", signed(token().notBefore(null))),
                arguments("an expiration that is a word", OURS.sign(HEADER, payload("exp", "\"exp\":\"never\""))),
                arguments("an expiration beyond numbers", OURS.sign(HEADER, payload("exp", "\"exp\":1e4000"))),
                arguments("a negative expiration", OURS.sign(HEADER, payload("exp", "\"exp\":-1"))),
                arguments("no subject", signed(token().subject(null))),
                arguments("a subject that is no user", signed(token().subject("ann\nadmin"))),
                arguments("a subject that is a list", OURS.sign(HEADER, payload("sub", "\"sub\":[\"ann\"]"))),
                arguments("no roles", signed(token().claim(TokenClaims.ROLES, null))),
                arguments("an empty list of roles", signed(token().claim(TokenClaims.ROLES, List.of()))),
                arguments("roles that are a word", signed(token().claim(TokenClaims.ROLES, "OPERATOR"))),
                arguments("unknown roles", signed(token().claim(TokenClaims.ROLES, List.of("ROOT")))),
                arguments("roles that are numbers", signed(token().claim(TokenClaims.ROLES, List.of(1, 2)))),
                arguments("no confirmation", signed(token().claim(TokenClaims.CONFIRMATION, null))),
                arguments("a confirmation that is a word", signed(token().claim(TokenClaims.CONFIRMATION, "x"))),
                arguments("a confirmation of another kind",
                        signed(token().claim(TokenClaims.CONFIRMATION, Map.of("jkt", "x")))),
                arguments("a consumer key's hash that is a number", signed(token().claim(TokenClaims.CONFIRMATION,
                        Map.of(TokenClaims.CONSUMER_KEY_HASH, 1)))),
                arguments("an expiration that is an object", OURS.sign(HEADER, payload("exp", "\"exp\":{}"))),
                arguments("a beginning that is a list", OURS.sign(HEADER, payload("nbf", "\"nbf\":[1]"))),
                arguments("an audience that is a number", OURS.sign(HEADER, payload("aud", "\"aud\":5"))),
                arguments("an audience that is an object", OURS.sign(HEADER, payload("aud", "\"aud\":{}"))),
                arguments("audiences that are numbers", OURS.sign(HEADER, payload("aud", "\"aud\":[5,null]"))),
                arguments("an issuer that is a number", OURS.sign(HEADER, payload("iss", "\"iss\":5"))),
                arguments("an issuer that is a list", OURS.sign(HEADER, payload("iss", "\"iss\":[\"spillway\"]"))),
                arguments("an issuer that only begins so", OURS.sign(HEADER, payload("iss", "\"iss\":\"spillway2\""))),
                arguments("an id that is a list", OURS.sign(HEADER, payload("jti", "\"jti\":[1]"))),
                arguments("a claim twice", OURS.sign(HEADER, payload("sub", "\"sub\":\"ann\",\"sub\":\"bob\""))),
                arguments("a payload that is text", OURS.sign(HEADER, "hello")),
                arguments("a payload that is a list", OURS.sign(HEADER, "[]")),
                arguments("a payload that is null", OURS.sign(HEADER, "null")),
                arguments("a payload that is deep", OURS.sign(HEADER, "{\"a\":" + "[".repeat(4_000) + "}")));
    }

    static Stream<Arguments> nonsense() {
        String valid = OURS.token("ann", Role.USER, CONSUMER_KEY, NOON);
        String[] parts = valid.split("\\.");
        return Stream.of(
                arguments("nothing", ""),
                arguments("dots", ".."),
                arguments("more dots", "...."),
                arguments("a refresh token", "k2J0c3VwLXJlZnJlc2gtdG9rZW4tdGhhdC1pcy1vcGFxdWU"),
                arguments("words", "a.b.c"),
                arguments("no base64", "%.%.%"),
                arguments("a header that is no JSON", encode("hello") + "." + parts[1] + "." + parts[2]),
                arguments("a type that is a list", OURS.sign(HEADER.replace("\"at+jwt\"", "[]"), PAYLOAD)),
                arguments("an algorithm that is a list", OURS.sign(HEADER.replace("\"ES256\"", "[\"ES256\"]"),
                        PAYLOAD)),
                arguments("an algorithm that is null", OURS.sign(HEADER.replace("\"ES256\"", "null"), PAYLOAD)),
                arguments("a key of its own that is no object",
                        OURS.sign(HEADER.replace("{", "{\"jwk\":5,"), PAYLOAD)),
                arguments("a header that is a list", encode("[]") + "." + parts[1] + "." + parts[2]),
                arguments("no header", "." + parts[1] + "." + parts[2]),
                arguments("one part more", valid + ".x"),
                arguments("JSON serialization", "{\"payload\":\"%s\",\"protected\":\"%s\",\"signature\":\"%s\"}"
                        .formatted(parts[1], parts[0], parts[2])),
                arguments("8 KiB and one", large(JwtCheck.MAX_LENGTH + 1)),
                arguments("100 KiB", large(100 * 1024)));
    }

    @Test
    void aTokenMayHaveEightKibibytes() {
        assertThat(check.check(large(JwtCheck.MAX_LENGTH))).isInstanceOf(Verdict.Valid.class);
    }

    private Actor actor(String token) {
        return ((Verdict.Valid) check.check(token)).token().actor();
    }

    private static JwtBuilder token() {
        return OURS.unsigned("ann", Role.USER, CONSUMER_KEY, NOON);
    }

    private static String signed(JwtBuilder token) {
        return token.signWith(OURS.privateKey(), Jwts.SIG.ES256).compact();
    }

    /** A valid token of just this length, padded in its payload and, where base64 has no such length, its header. */
    private static String large(int length) {
        for (int inHeader = 0; inHeader < 3; inHeader++) {
            String header = HEADER.replace("}", ",\"z\":\"" + "z".repeat(inHeader) + "\"}");
            int around = OURS.sign(header, payload("y", "\"y\":\"\"")).length();
            for (int padding = (length - around) / 4 * 3 - 3;; padding++) {
                String token = OURS.sign(header, payload("y", "\"y\":\"" + "y".repeat(padding) + "\""));
                if (token.length() == length) {
                    return token;
                }
                if (token.length() > length) {
                    break;
                }
            }
        }
        throw new AssertionError("no token of " + length);
    }

    private static String unsecured(String algorithm) {
        return encode(header(algorithm, OURS.id())) + "." + encode(PAYLOAD);
    }

    private static String hs256(byte[] secret) throws GeneralSecurityException {
        String content = unsecured("HS256");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return content + "." + encode(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String header(String algorithm, String keyId) {
        return "{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}".formatted(algorithm, keyId);
    }

    /** A valid payload, with one member as given. */
    private static String payload(String name, String member) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("iss", "\"iss\":\"spillway\"");
        members.put("aud", "\"aud\":\"spillway-orders\"");
        members.put("sub", "\"sub\":\"ann\"");
        members.put("nbf", "\"nbf\":%d".formatted(NOON.getEpochSecond()));
        members.put("exp", "\"exp\":%d".formatted(EXPIRY.getEpochSecond()));
        members.put("roles", "\"roles\":[\"USER\"]");
        members.put("cnf", "\"cnf\":{\"ck#S256\":\"%s\"}".formatted(TokenClaims.hashOf(CONSUMER_KEY)));
        members.put(name, member);
        return "{" + String.join(",", members.values()) + "}";
    }
}
