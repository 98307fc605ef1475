package io.spillway.e2e.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.spillway.e2e.stack.StartScript.DECIDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * In an image beans were decided in the build, and a setting that decides about them would be without effect, if the service
 * started with those.
 */
class StartTest {

    private static final Path ROOT = Path.of("..");
    private static final String COMMON = "@/app/jvm.options -XX:AOTCache=/app/app.aot ";
    private static final String JAR = "-jar /app/app.jar";

    @TempDir
    private Path app;

    @TempDir
    private Path secrets;

    @TempDir
    private Path bin;

    @BeforeEach
    void needs() {
        assumeTrue(StartScript.runsHere(), "needs bash and Linux");
    }

    @Test
    void aServiceWithoutSettingsStartsWithTheBeansOfItsImage() throws Exception {
        assertThat(start(Map.of())).isEqualTo(COMMON + DECIDED + " " + JAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "writer-service", "order-service"})
    void soDoesEveryServiceOfTheStack(String service) throws Exception {
        Map<String, String> environment = new TreeMap<>(
                ComposeFile.read(ROOT.resolve("docker-compose.yml")).service(service).environment());
        environment.replaceAll((name, value) -> Pattern.compile("\\$\\{[A-Z_]+:-(.*)}").matcher(value).replaceAll("$1")
                .replace("/run/secrets", secrets.toString()));
        Files.writeString(secrets.resolve("spring.mongodb.uri"), "mongodb://mongodb/orders");
        Files.writeString(secrets.resolve("spring.rabbitmq.password"), "-Dspring");
        Files.writeString(secrets.resolve("spillway.operations.key"), "0000");

        assertThat(start(environment)).contains(DECIDED);
    }

    /** What the README's table names; that Spring's beans don't depend on it can only be read in Spring. */
    @Test
    void soDoesOneWithEverySettingThatTheReadmeLists() throws Exception {
        List<String> listed = Pattern.compile("`((?:SPRING|SPILLWAY|SERVER|MANAGEMENT)_[A-Z_]+)").matcher(
                Files.readString(ROOT.resolve("README.md"))).results().map(found -> found.group(1)).distinct().toList();

        assertThat(listed).hasSizeGreaterThan(20).contains("MANAGEMENT_SERVER_PORT", "SPRING_MONGODB_SSL_BUNDLE");
        Map<String, String> all = new TreeMap<>();
        listed.forEach(name -> all.put(name, String.valueOf(10_000 + all.size())));
        assertThat(start(all)).contains(DECIDED);
    }

    @ParameterizedTest
    @CsvSource({
            "SERVER_PORT, 8443",
            "SERVER_FORWARD_HEADERS_STRATEGY, NATIVE",
            "SPRING_RABBITMQ_ADDRESS_SHUFFLE_MODE, random",
            "SPRING_SSL_BUNDLE_PEM_SERVERS_TRUSTSTORE_CERTIFICATE, /tls/ca.pem",
            "LOGGING_LEVEL_IO_SPILLWAY_WRITER_COMMANDS, debug",
            "spillway.security.rate-limit.enabled, false",
            "JDK_JAVA_OPTIONS, -Xlog:gc -Djava.net.preferIPv4Stack=true",
            "HOSTNAME, spring"})
    void soDoesOneWithASettingThatDecidesNothingAboutBeans(String name, String value) throws Exception {
        assertThat(start(Map.of(name, value))).contains(DECIDED);
    }

    @ParameterizedTest
    @CsvSource({
            // its meters and health have a web server of their own, share the service's, or have none
            "MANAGEMENT_SERVER_PORT, 8080",
            "MANAGEMENT_SERVER_PORT, -1",
            "SERVER_PORT, 9081",
            "MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE, '*'",
            "MANAGEMENT_HEALTH_RABBIT_ENABLED, true",
            "management.health.rabbit.enabled, true",
            "SERVER_FORWARD_HEADERS_STRATEGY, framework",
            "SERVER_FORWARDHEADERSSTRATEGY, framework",
            "SPRING_RABBITMQ_DYNAMIC, true",
            "SPRING_RABBITMQ_LISTENER_TYPE, direct",
            "SPRING_THREADS_VIRTUAL_ENABLED, false",
            "SPRING_PROFILES_ACTIVE, any",
            "SPRING_APPLICATION_JSON, {}",
            "SPRING_CONFIG_IMPORT, file:/settings.yml",
            "SPRING_CONFIG_IMPORT, configtree:/a/;file:/b.yml",
            "JDK_JAVA_OPTIONS, -Dspring.aot.enabled=false",
            "JDK_JAVA_OPTIONS, @/more.options"})
    void oneWithAnyOtherLetsSpringDecide(String name, String value) throws Exception {
        Map<String, String> environment = new TreeMap<>(Map.of("SERVER_PORT", "8080"));
        environment.put(name, value);

        assertThat(start(environment)).isEqualTo(COMMON + JAR);
    }

    @Test
    void aFileOfTheTreeIsASettingToo() throws Exception {
        Path below = Files.createDirectories(secrets.resolve("management/endpoints.web"));
        Files.writeString(below.resolve("exposure.include"), "*");

        assertThat(start(Map.of("SPRING_CONFIG_IMPORT", "configtree:" + secrets + "/"))).isEqualTo(COMMON + JAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway.yml", "order-service.properties", "config"})
    void aFileBesideTheJarMayHoldAnySetting(String name) throws Exception {
        Files.createFile(app.resolve(name));

        assertThat(start(Map.of())).isEqualTo(COMMON + JAR);
    }

    @Test
    void argumentsAreAnotherCommand() throws Exception {
        assertThat(start(Map.of(), "-cp", "classes", "Main")).isEqualTo("@/app/jvm.options -cp classes Main");
    }

    private String start(Map<String, String> environment, String... arguments) throws Exception {
        return new StartScript(bin, app).run(environment, arguments);
    }
}
