package io.spillway.e2e.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.spillway.e2e.stack.ComposeFile.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What docs/stack.md promises of every container, and what a careless line in docker-compose.yml would take back. */
class ComposeFileTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|_KEY|KEYS|COOKIE|TOKEN|_URI).*");

    private final ComposeFile stack = ComposeFile.read(ROOT.resolve("docker-compose.yml"));

    ComposeFileTest() throws IOException {}

    static Stream<String> services() throws IOException {
        return ComposeFile.read(ROOT.resolve("docker-compose.yml")).services().stream().map(Service::name);
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyContainerIsAsConfinedAsTheOthers(String name) {
        Service service = stack.service(name);

        assertThat(service.setting("read_only")).isEqualTo(true);
        assertThat(service.setting("cap_drop")).isEqualTo(List.of("ALL"));
        assertThat(service.setting("cap_add")).isEqualTo("none");
        assertThat(service.setting("privileged")).isEqualTo("none");
        assertThat(service.setting("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
        assertThat(service.setting("mem_limit")).as("mem_limit").isNotEqualTo("none");
        assertThat(service.setting("pids_limit")).as("pids_limit").isNotEqualTo("none");
        assertThat(service.setting("restart")).as("restart").isNotEqualTo("none");
        assertThat(service.setting("logging").toString()).contains("max-size", "max-file");
        // or it could not be scaled, and would be in the way of a second stack
        assertThat(service.setting("container_name")).isEqualTo("none");
    }

    @Test
    void onlyTheGatewayAndTheManagementUiArePublishedAndBothOnLoopback() {
        Map<String, List<String>> published = stack.services().stream().filter(service -> !service.ports().isEmpty())
                .collect(Collectors.toMap(Service::name, Service::ports));

        assertThat(published).containsOnly(
                Map.entry("api-gateway", List.of("${GATEWAY_PORT:-127.0.0.1:8080}:8080")),
                Map.entry("rabbitmq", List.of("127.0.0.1:${MANAGEMENT_UI_PORT:-15672}:15672")));
    }

    @Test
    void onlyTheNetworksWithAPublishedPortAreNotInternal() {
        assertThat(stack.networks().stream().filter(network -> !stack.isInternal(network)))
                .containsExactlyInAnyOrder("edge", "ui");
        assertThat(stack.service("api-gateway").networks()).doesNotContain("ui");
        assertThat(stack.service("rabbitmq").networks()).containsExactlyInAnyOrder("broker", "ui");
        assertThat(stack.service("mongodb").networks()).containsExactly("store");
        assertThat(stack.service("writer-service").networks()).containsExactlyInAnyOrder("broker", "store");
        assertThat(stack.service("order-service").networks()).containsExactlyInAnyOrder("reads", "store");
        assertThat(stack.service("secrets").setting("network_mode")).isEqualTo("none");
    }

    @ParameterizedTest
    @MethodSource("services")
    void noSecretIsInTheEnvironment(String name) {
        assertThat(stack.service(name).environment()).allSatisfy((variable, value) -> assertThat(
                !SECRET.matcher(variable).matches() || value.startsWith("/run/secrets/") || isPublicUrl(variable))
                .as(variable).isTrue());
    }

    private static boolean isPublicUrl(String variable) {
        return variable.endsWith("_URL");
    }

    @Test
    void nobodyReadsTheSecretsOfAnother() {
        Map<String, List<String>> readers = stack.services().stream().filter(each -> !each.name().equals("secrets"))
                .flatMap(service -> service.volumes().stream().map(volume -> volume.split(":", -1)[0])
                        .filter(volume -> volume.endsWith("secrets"))
                        .map(volume -> Map.entry(volume, service.name())))
                .collect(Collectors.groupingBy(Map.Entry::getKey,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));

        assertThat(readers).containsOnly(
                Map.entry("gateway-secrets", List.of("api-gateway")),
                Map.entry("writer-secrets", List.of("writer-service")),
                Map.entry("order-secrets", List.of("order-service")),
                Map.entry("rabbitmq-secrets", List.of("rabbitmq")),
                Map.entry("mongodb-secrets", List.of("mongodb")));
        assertThat(stack.services().stream().filter(each -> !each.name().equals("secrets"))
                .flatMap(service -> service.volumes().stream()).filter(volume -> volume.contains("-secrets:")))
                .allMatch(volume -> volume.endsWith(":/run/secrets:ro"));
    }

    @Test
    void theGatewayWaitsForNothingButTheBroker() {
        assertThat(stack.service("api-gateway").waitsFor()).containsOnly(
                Map.entry("secrets", "service_completed_successfully"), Map.entry("rabbitmq", "service_healthy"));
    }

    /** A setting that no service knows is ignored without a word. */
    @Test
    void everySettingOfOursIsOneThatTheReadmeLists() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        List<String> set = Stream.of("api-gateway", "writer-service", "order-service")
                .flatMap(name -> stack.service(name).environment().keySet().stream())
                .filter(variable -> variable.startsWith("SPILLWAY_")).distinct().toList();

        assertThat(set).isNotEmpty().allSatisfy(variable -> assertThat(readme).contains(variable));
    }

    @Test
    void everyVariableThatCanBeSetIsInTheExampleWithTheSameDefault() throws IOException {
        List<String> variables = Pattern.compile("\\$\\{([A-Z_]+):-([^}]*)}")
                .matcher(Files.readString(ROOT.resolve("docker-compose.yml"))).results()
                .map(found -> found.group(1) + "=" + found.group(2)).distinct().toList();

        assertThat(Files.readAllLines(ROOT.resolve(".env.example")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#")))
                .containsExactlyInAnyOrderElementsOf(variables);
    }
}
