package io.spillway.e2e.fuzz;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds values against the schemas of a document (JSON Schema 2020-12, as in OpenAPI 3.1 and AsyncAPI 3.0), more strictly than
 * readers should: members that it does not mention may not be there.
 */
public final class Schemas {

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final ObjectNode components;
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    public Schemas(JsonNode document) {
        components = (ObjectNode) document.path("components").deepCopy();
        components.path("schemas").forEach(Schemas::close);
    }

    private static void close(JsonNode schema) {
        if (schema.path("properties").isObject() && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.forEach(Schemas::close);
    }

    /** What is wrong with {@code value}; nothing when it is as {@code schema} says. */
    public List<String> violations(JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream().map(Object::toString).toList();
    }

    private Schema compile(JsonNode schema) {
        ObjectNode root = (ObjectNode) schema.deepCopy();
        close(root);
        root.set("components", components);
        return registry.getSchema(root);
    }
}
