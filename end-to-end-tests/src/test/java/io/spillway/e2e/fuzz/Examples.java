package io.spillway.e2e.fuzz;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/** The examples that stand beside a schema. */
final class Examples {

    private final Contract contract;
    private final Schemas schemas;

    Examples(Contract contract) {
        this.contract = contract;
        this.schemas = new Schemas(contract.document());
    }

    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        look(contract.document(), wrong);
        return wrong;
    }

    private void look(JsonNode node, List<String> wrong) {
        JsonNode schema = node.path("schema");
        if (schema.isObject()) {
            node.path("examples").forEach(example -> hold(schema, contract.resolve(example).path("value"), wrong));
            if (node.has("example")) {
                hold(schema, node.path("example"), wrong);
            }
        }
        node.forEach(below -> look(below, wrong));
    }

    private void hold(JsonNode schema, JsonNode value, List<String> wrong) {
        schemas.violations(schema, value).forEach(violation -> wrong.add(violation + " in " + value));
    }
}
