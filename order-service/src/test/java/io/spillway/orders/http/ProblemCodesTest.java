package io.spillway.orders.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** Callers meet our problems at the gateway, whose document must know them. */
class ProblemCodesTest {

    private static final Path DOCUMENT = Path.of("..", "api-gateway", "src", "main", "resources", "openapi.yaml");

    @ParameterizedTest
    // which only gateways get to see
    @EnumSource(mode = Mode.EXCLUDE, names = "COMMAND_NOT_FOUND")
    void theDocumentOfTheApiShowsEachAsItIs(ProblemCode code) throws IOException {
        Map<String, ?> document = new Yaml().load(Files.readString(DOCUMENT));

        Map<?, ?> problem = at(document, "components", "examples", code.code(), "value");

        assertThat(problem.get("status")).isEqualTo(code.status());
        assertThat(problem.get("title")).isEqualTo(code.title());
        assertThat(problem.get("type")).isEqualTo(code.type().toString());
    }

    private static Map<?, ?> at(Map<?, ?> map, String... path) {
        Map<?, ?> at = map;
        for (String name : path) {
            at = (Map<?, ?>) at.get(name);
            assertThat(at).as(name).isNotNull();
        }
        return at;
    }
}
