package io.spillway.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretsTest {

    @TempDir
    Path data;

    @Test
    void areRandomAndLongEnough() {
        Secrets one = Secrets.of(null);
        Secrets other = Secrets.of(null);

        assertThat(Base64.getDecoder().decode(one.operationsKey())).hasSize(32);
        assertThat(one.brokerPassword()).hasSizeGreaterThan(40).isNotEqualTo(other.brokerPassword());
        assertThat(one.operationsKey()).isNotEqualTo(other.operationsKey());
    }

    @Test
    void areTheSameAtTheNextStart() {
        assertThat(Secrets.of(data)).isEqualTo(Secrets.of(data));
    }

    @Test
    void areForTheirOwnerOnlyAlsoWhenSomebodyOpenedThem() throws IOException {
        Secrets.of(data);
        Path key = data.resolve("secrets/operations.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        Secrets.of(data);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secrets"))))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(data.resolve("secrets"))) {
            assertThat(files).hasSize(4).allSatisfy(file -> assertThat(
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
        }
    }

    @Test
    void areNotReplacedBehindTheUsersBackWhenDamaged() throws IOException {
        Secrets.of(data);
        Files.writeString(data.resolve("secrets/operations.key"), "");

        assertThatThrownBy(() -> Secrets.of(data)).isInstanceOf(StartException.class)
                .hasMessageContaining("operations.key is damaged");
    }

    @Test
    void areNotShownWhenPrinted() {
        Secrets secrets = Secrets.of(null);

        assertThat(secrets.toString()).doesNotContain(secrets.operationsKey(), secrets.brokerPassword(),
                secrets.signingKey(), secrets.demoPassword());
    }
}
