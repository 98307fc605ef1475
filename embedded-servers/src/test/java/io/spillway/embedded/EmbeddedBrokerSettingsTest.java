package io.spillway.embedded;

import io.spillway.embedded.EmbeddedBroker.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmbeddedBrokerSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "a@b", "${user.name}", "ü"})
    void refusesAPasswordThatDoesNotFitAUri(String password) {
        assertThatExceptionOfType(EmbeddedServerException.class).isThrownBy(() -> Settings.inMemory("ann", password))
                .withMessage(
                        "The embedded broker's password must be 1 to 128 letters, digits or any of . _ ~ - characters.");
    }

    @Test
    void doesNotShowThePassword() {
        assertThat(Settings.inMemory("ann", "secret").toString()).contains("ann").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void refusesAPortThatDoesNotExist(int port) {
        assertThatExceptionOfType(EmbeddedServerException.class)
                .isThrownBy(() -> EmbeddedBroker.start(new Settings(port, null, "ann", "secret")))
                .withMessage("The port " + port + " does not exist; choose one from 1 to 65535, or 0 for any.");
    }
}
