package io.spillway.gateway;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A setting that cannot work stops the start, with a sentence that says what to change. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                           | is missing
            c2hvcnQ=                                     | has 5 bytes, and needs at least 32
            not base64!                                  | is not base64
            AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | is a placeholder, not random
            Y2hhbmdlLW1lLWNoYW5nZS1tZS1jaGFuZ2UtbWUtY2hhbmdlLW1l | is a placeholder, not random
            """)
    void refusesAKeyThatProtectsNothing(String key, String why, CapturedOutput output) {
        assertRefuses("spillway.operations.key=" + key);

        assertThat(output).contains("The key that signs operation ids " + why)
                .contains("openssl rand -base64 32")
                .contains("spillway.operations.key")
                .contains("SPILLWAY_OPERATIONS_KEY");
        if (key.length() > 10) {
            assertThat(output).as("a secret, however bad").doesNotContain(key);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spillway.partitions=0                            | must be from 1 to 100, not 0
            spillway.partitions=101                          | must be from 1 to 100, not 101
            spillway.queue-max-length=0                      | spillway.queue-max-length must be at least 1, not 0
            spillway.operations.retention=1h                 | spillway.operations.retention must be at least 24h
            spillway.publisher.confirm-timeout=10ms          | spillway.publisher.confirm-timeout must be from 100ms to 60s
            spillway.publisher.in-flight=0                   | spillway.publisher.in-flight must be from 1 to 100000, not 0
            spillway.publisher.stop-timeout=-1s              | spillway.publisher.stop-timeout must be from 0s to 300s
            spillway.order-service.url=localhost:8081        | spillway.order-service.url must look like http://order-service:8081
            spillway.order-service.url=http://a/b            | spillway.order-service.url must look like http://order-service:8081
            spillway.order-service.read-timeout=0s           | spillway.order-service.read-timeout must be from 1ms to 60s
            spillway.order-service.connect-timeout=2m        | spillway.order-service.connect-timeout must be from 1ms to 60s
            """)
    void refusesWhatCannotWork(String property, String sentence, CapturedOutput output) {
        assertRefuses("spillway.operations.key=" + RunningGateway.KEY, property);

        assertThat(output).contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spillway.operations.retention=soon", "spillway.partitions=many"})
    void refusesWhatIsNoValueAtAll(String property, CapturedOutput output) {
        assertRefuses("spillway.operations.key=" + RunningGateway.KEY, property);

        assertThat(output).contains(property.substring(0, property.indexOf('=')));
    }

    @Test
    void takesALongerKey() {
        String longer = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ9QHP2vkM4nGrze8SNFZ4kKvN7xI0VniQ";

        assertThat(new OperationSettings(longer, Duration.ofHours(48)).keyBytes()).hasSize(48);
    }

    @Test
    void neverTellsItsKey() {
        assertThat(new OperationSettings(RunningGateway.KEY, Duration.ofHours(48)).toString())
                .doesNotContain(RunningGateway.KEY);
    }

    private static void assertRefuses(String... properties) {
        assertThatThrownBy(() -> {
            String[] arguments = Stream.concat(Stream.of(properties), Stream.of("spring.main.banner-mode=off"))
                    .map("--"::concat)
                    .toArray(String[]::new);
            ApiGateway.application().run(arguments).close();
        }).isNotNull();
    }
}
