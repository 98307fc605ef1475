package io.spillway.gateway;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A setting that cannot work stops the start, with a sentence that says what to change. All but a few of these starts are of
 * the settings alone, which takes a tenth of the time.
 */
@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {

    private static final String SIGNING_KEY = TestKeys.pem(TestKeys.signing());

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
            spillway.operations.looks-per-second=0           | spillway.operations.looks-per-second must be from 1 to 100000
            spillway.idempotency.lookup-timeout=0s           | spillway.idempotency.lookup-timeout must be from 1ms to 10s
            spillway.idempotency.lookups=0                   | spillway.idempotency.lookups must be from 1 to 10000
            spillway.publisher.confirm-timeout=10ms          | spillway.publisher.confirm-timeout must be from 100ms to 60s
            spillway.publisher.in-flight=0                   | spillway.publisher.in-flight must be from 1 to 100000, not 0
            spillway.stop.quiet-period=16s                   | spillway.stop.quiet-period must be from 0s to 15s
            spillway.publisher.stop-timeout=-1s              | spillway.publisher.stop-timeout must be from 0s to 300s
            spillway.ndjson.requests=0                       | spillway.ndjson.requests must be from 1 to 10000, not 0
            spillway.ndjson.in-flight=0                      | spillway.ndjson.in-flight must be from 1 to 100000, not 0
            spillway.ndjson.spool=-1GB                       | spillway.ndjson.spool must be at least 0B
            spillway.ndjson.stall-timeout=0s                 | spillway.ndjson.stall-timeout must be from 100ms to 24h
            spillway.ndjson.ride-out=1h                      | spillway.ndjson.ride-out must be from 0s to 300s
            spillway.ndjson.stop-timeout=-1s                 | spillway.ndjson.stop-timeout must be from 0s to 300s
            spillway.order-service.url=localhost:8081        | spillway.order-service.url must look like http://order-service:8081
            spillway.order-service.url=http://a/b            | spillway.order-service.url must look like http://order-service:8081
            spillway.order-service.read-timeout=0s           | spillway.order-service.read-timeout must be from 1ms to 60s
            spillway.order-service.connect-timeout=2m        | spillway.order-service.connect-timeout must be from 1ms to 60s
            spillway.security.access-token-lifetime=1s       | spillway.security.access-token-lifetime must be from 1m to 24h
            spillway.security.refresh-token-lifetime=1s      | spillway.security.refresh-token-lifetime must be from the access
            spillway.security.issuer=                        | spillway.security.issuer and spillway.security.audience must not
            spillway.security.token-cache=-1                 | spillway.security.token-cache must be from 0 to 10000000, not -1
            spillway.security.passwords.strength=4           | spillway.security.passwords.strength must be from 10 to 16, not 4
            spillway.security.throttle.per-account=0         | set spillway.security.throttle.enabled to false
            spillway.security.throttle.window=0s             | spillway.security.throttle.window must be from 100ms to 24h
            spillway.security.rate-limit.requests=0          | set spillway.security.rate-limit.enabled to false
            spillway.security.rate-limit.window=1500ms       | spillway.security.rate-limit.window must be whole seconds
            spillway.security.cors.origins=*                 | spillway.security.cors.origins must be like https://shop.example
            spillway.security.operator.username=root         | spillway.security.operator.password is missing.
            spillway.security.operator.password=rootrootroot | spillway.security.operator.username is missing
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                                | is missing
            changeme-changeme                                                 | is neither PEM text nor a file
            -----BEGIN PRIVATE KEY-----MIGHsecretsecret-----END PRIVATE KEY----- | cannot be read as an EC key
            """)
    void refusesToSignTokensWithoutAGoodKey(String key, String why, CapturedOutput output) {
        assertStops(ApiGateway.application(), "spillway.operations.key=" + RunningGateway.KEY,
                "spillway.security.signing-keys=" + key);

        assertThat(output).contains("A key that signs tokens " + why)
                .contains("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256")
                .contains("spillway.security.signing-keys")
                .contains("SPILLWAY_SECURITY_SIGNING_KEYS");
        if (!key.isEmpty()) {
            assertThat(output).as("a secret, however bad").doesNotContain(key);
        }
    }

    @Test
    void neverTellsTheOperatorsSecrets(CapturedOutput output) {
        assertStops(ApiGateway.application(), "spillway.operations.key=" + RunningGateway.KEY,
                "spillway.security.operator.username=root",
                "spillway.security.operator.password=root's password",
                "spillway.security.operator.consumer-key=not-a-good-one");

        assertThat(output).contains("spillway.security.operator.consumer-key must be 32 bytes in base64url")
                .contains("openssl rand -base64 32")
                .doesNotContain("root's password", "not-a-good-one");
    }

    @Test
    void takesALongerKey() {
        String longer = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ9QHP2vkM4nGrze8SNFZ4kKvN7xI0VniQ";

        assertThat(new OperationSettings(longer, Duration.ofHours(48), 500).keyBytes()).hasSize(48);
    }

    @Test
    void neverTellsItsKey() {
        assertThat(new OperationSettings(RunningGateway.KEY, Duration.ofHours(48), 500).toString())
                .doesNotContain(RunningGateway.KEY);
    }

    /** So that what stops a start of the settings alone stops the gateway's too: they are beans of it, and none is lazy. */
    @Test
    void theGatewayHasAllTheseSettings(CapturedOutput output) {
        Set<Class<?>> scanned = new HashSet<>();
        Set<Class<?>> ofTheGateway = new HashSet<>();

        assertStops(remembering(scanned, onlySettings()), "spillway.operations.key=");
        assertStops(remembering(ofTheGateway, ApiGateway.application()), "spillway.operations.key=");

        assertThat(output).contains("The key that signs operation ids is missing");
        assertThat(scanned).hasSizeGreaterThan(9);
        assertThat(ofTheGateway).containsAll(scanned);
    }

    private static SpringApplication remembering(Set<Class<?>> settings, SpringApplication application) {
        application.addInitializers(context -> context.addBeanFactoryPostProcessor(
                beans -> Stream.of(beans.getBeanNamesForAnnotation(ConfigurationProperties.class))
                        .filter(name -> !beans.getBeanDefinition(name).isLazyInit())
                        .map(beans::getType).filter(Objects::nonNull).forEach(settings::add)));
        return application;
    }

    private static void assertRefuses(String... properties) {
        assertStops(onlySettings(), properties);
    }

    /** No configuration class by itself, so that the gateway of other tests does not find it. */
    @ConfigurationPropertiesScan(basePackageClasses = ApiGateway.class)
    private static final class OnlySettings {}

    private static SpringApplication onlySettings() {
        SpringApplication application = new SpringApplication(OnlySettings.class);
        application.setDefaultProperties(Map.of("spring.config.name", "api-gateway"));
        application.setWebApplicationType(WebApplicationType.NONE);
        return application;
    }

    private static void assertStops(SpringApplication application, String... properties) {
        assertThatThrownBy(() -> {
            Stream<String> always = Stream.of("spring.main.banner-mode=off");
            Stream<String> keys = Stream.of(properties).anyMatch(property -> property.contains("signing-keys"))
                    ? Stream.empty()
                    : Stream.of("spillway.security.signing-keys=" + SIGNING_KEY);
            String[] arguments = Stream.of(Stream.of(properties), always, keys).flatMap(all -> all)
                    .map("--"::concat)
                    .toArray(String[]::new);
            application.run(arguments).close();
        }).isNotNull();
    }
}
