package io.spillway.gateway.security;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import java.util.List;

import io.spillway.gateway.TestKeys;
import io.spillway.gateway.core.identity.PublishedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SigningKeysTest {

    private static final KeyPair ONE = TestKeys.generate("secp256r1");
    private static final KeyPair TWO = TestKeys.generate("secp256r1");

    @TempDir
    private Path folder;

    @Test
    void theFirstSignsAndAllArePublishedUnderTheirThumbprints() {
        SigningKeys keys = SigningKeys.of(List.of(TestKeys.pem(ONE), TestKeys.pem(TWO)));

        assertThat(keys.signing().getId()).isEqualTo(TestKeys.thumbprint(ONE));
        assertThat(keys.all()).extracting(PublishedKey::id).containsExactly(TestKeys.thumbprint(ONE),
                TestKeys.thumbprint(TWO));
        assertThat(keys.find(TestKeys.thumbprint(TWO))).contains(
                (ECPublicKey) TWO.getPublic());
        assertThat(keys.find("another")).isEmpty();
    }

    @Test
    void aKeyIsTextOrAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("key.pem"), TestKeys.pem(ONE));

        for (String source : List.of(file.toString(), "file:" + file, TestKeys.pem(ONE).replace("\n", "\\n"),
                TestKeys.pem(ONE).replace("\n", " "), "\n" + TestKeys.pem(ONE))) {
            assertThat(SigningKeys.of(List.of(source)).signing().getId()).isEqualTo(TestKeys.thumbprint(ONE));
        }
    }

    @Test
    void whatProtectsNothingIsRefusedWithAWayOut() throws Exception {
        ECPrivateKey good = (ECPrivateKey) ONE.getPrivate();
        byte[] small = KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(BigInteger.valueOf(4711), good.getParams())).getEncoded();

        assertRefused("is missing.", "", " ");
        assertRefused("is neither PEM text nor a file that can be read.", "changeme", "file:/no/such/file");
        assertRefused("is for another curve than P-256.", TestKeys.pem(TestKeys.generate("secp384r1")));
        assertRefused("is of the old kind (SEC1)",
                "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----");
        assertRefused("is not one private key in PEM", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----");
        assertRefused("cannot be read as an EC key.", pem("AAAA"), pem("not base64!"), pem(""));
        assertRefused("is a placeholder, not random.", pem(Base64.getEncoder().encodeToString(small)));
    }

    private static String pem(String base64) {
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----";
    }

    private static void assertRefused(String why, String... sources) {
        for (String source : sources) {
            assertThatThrownBy(() -> SigningKeys.of(List.of(source)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("A key that signs tokens " + why)
                    .hasMessageContaining("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256")
                    .hasMessageContaining("SPILLWAY_SECURITY_SIGNING_KEYS")
                    .satisfies(refusal -> assertThat(refusal.getMessage() + refusal.getCause())
                            .doesNotContain(source.length() < 5 ? "--" : source));
        }
    }
}
