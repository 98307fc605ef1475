package io.spillway.e2e.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds an answer against the document. */
final class AnswerCheck {

    private static final String PROBLEM = "application/problem+json";
    private static final String NDJSON = "application/x-ndjson";
    /** What a request that is as the document says may never be told. */
    private static final Set<String> INVALID = Set.of("bad-request", "malformed-json", "invalid-parameter",
            "invalid-cursor", "invalid-precondition", "invalid-idempotency-key", "invalid-credentials-request",
            "not-found", "method-not-allowed", "not-acceptable", "payload-too-large", "unsupported-media-type",
            "invalid-request",
            "unauthenticated", "insufficient-scope");
    private static final List<String> INSIDES = List.of("Exception", "springframework", "jackson", "tomcat",
            "io.spillway", "java.", "mongo", "rabbit");

    private final Contract contract;
    private final Schemas schemas;

    AnswerCheck(Contract contract) {
        this.contract = contract;
        this.schemas = new Schemas(contract.document());
    }

    /** Everything about this answer that the document doesn't say. */
    List<String> complaints(Attempt attempt, RawAnswer answer) {
        List<String> complaints = new ArrayList<>();
        if (answer.status() >= 500 && answer.status() != 503) {
            complaints.add("a " + answer.status());
        }
        // lines are answered before it is known whether more of them come
        if (!answer.whole() && !(answer.mediaType().equals(NDJSON) && attempt.broken.contains("framing"))) {
            complaints.add("half an answer");
        }
        if (attempt.method.equals("HEAD") || answer.status() == 204 || answer.status() == 304) {
            if (answer.body().length > 0) {
                complaints.add("a body where there can be none");
            }
        } else if (answer.status() >= 400 && !tellsItsHealth(attempt, answer)) {
            problem(attempt, answer, complaints);
            return complaints;
        }
        if ((answer.status() < 400 || tellsItsHealth(attempt, answer)) && !attempt.method.equals("OPTIONS")
                && !attempt.method.equals("HEAD")) {
            contract.find(attempt.method, attempt.resource())
                    .ifPresent(operation -> described(operation, answer, complaints));
        }
        return complaints;
    }

    /** The one error that is no problem document. */
    private static boolean tellsItsHealth(Attempt attempt, RawAnswer answer) {
        return answer.status() == 503 && Set.of("/livez", "/readyz").contains(attempt.resource());
    }

    private void described(Contract.Operation operation, RawAnswer answer, List<String> complaints) {
        Optional<JsonNode> response = contract.response(operation, answer.status());
        if (response.isEmpty()) {
            complaints.add("a status that " + operation.id() + " does not list");
            return;
        }
        headers(response.get(), answer, complaints);
        body(response.get(), answer, complaints);
    }

    private void problem(Attempt attempt, RawAnswer answer, List<String> complaints) {
        if (!answer.mediaType().equals(PROBLEM)) {
            complaints.add("an error of type " + answer.mediaType());
            return;
        }
        JsonNode problem = parse(answer.text(), complaints);
        complaints.addAll(schemas.violations(contract.document().at("/components/schemas/Problem"), problem));
        String code = problem.path("code").asString("");
        if (problem.path("status").asInt(0) != answer.status()) {
            complaints.add("a problem with another status");
        }
        if (attempt.broken.isEmpty() && INVALID.contains(code)) {
            complaints.add("a good request is refused as " + code);
        }
        INSIDES.stream().filter(word -> answer.text().contains(word) && !attempt.toString().contains(word))
                .forEach(word -> complaints.add("tells of our insides: " + word));
        Optional<JsonNode> listed = contract.find(attempt.method, attempt.resource())
                .flatMap(operation -> contract.response(operation, answer.status()))
                .filter(response -> Contract.codes(response).contains(code))
                .or(() -> contract.onAnyRequest(code))
                .or(() -> contract.find(attempt.method, attempt.resource()).isPresent()
                        ? Optional.empty()
                        : anywhere(code));
        listed.ifPresentOrElse(response -> headers(response, answer, complaints),
                () -> complaints.add("a problem code that is not listed: " + code));
    }

    /** For paths that the document does not have: they may be refused before anybody looks which it is. */
    private Optional<JsonNode> anywhere(String code) {
        return contract.document().at("/components/responses").valueStream()
                .filter(response -> Contract.codes(response).contains(code)).findFirst();
    }

    private void headers(JsonNode response, RawAnswer answer, List<String> complaints) {
        JsonNode documented = response.path("headers");
        documented.propertyStream().forEach(header -> {
            JsonNode description = contract.resolve(header.getValue());
            List<String> values = answer.header(header.getKey());
            if (values.isEmpty() && description.path("required").asBoolean(false)) {
                complaints.add("no header " + header.getKey());
            }
            values.forEach(value -> schemas.violations(description.path("schema"), node(description, value))
                    .forEach(wrong -> complaints.add(header.getKey() + ": " + value + ": " + wrong)));
        });
        Set<String> names = Set.copyOf(documented.propertyNames());
        contract.headers().stream().filter(name -> !names.contains(name) && !answer.header(name).isEmpty())
                .filter(name -> !name.toLowerCase(Locale.ROOT).equals("vary"))
                .forEach(name -> complaints.add("a header that is not listed: " + name));
    }

    private static JsonNode node(JsonNode header, String value) {
        boolean number = header.at("/schema/type").asString("").equals("integer") && value.matches("-?\\d{1,18}");
        return number
                ? JsonMapper.shared().getNodeFactory().numberNode(Long.parseLong(value))
                : JsonMapper.shared().getNodeFactory().stringNode(value);
    }

    private void body(JsonNode response, RawAnswer answer, List<String> complaints) {
        JsonNode content = response.path("content");
        if (content.isMissingNode() || content.isEmpty()) {
            if (answer.body().length > 0) {
                complaints.add("a body that is not listed");
            }
            return;
        }
        JsonNode schema = content.path(answer.mediaType()).path("schema");
        if (schema.isMissingNode()) {
            complaints.add("a media type that is not listed: " + answer.mediaType());
        } else if (answer.mediaType().equals(NDJSON)) {
            String text = answer.text();
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> line(line, complaints));
        } else {
            complaints.addAll(schemas.violations(schema, parse(answer.text(), complaints)));
        }
    }

    private void line(String line, List<String> complaints) {
        JsonNode result = parse(line, complaints);
        if (!result.path("line").isIntegralNumber()) {
            complaints.add("a line without its number: " + line);
        }
        JsonNode rest = result.deepCopy();
        if (rest instanceof ObjectNode object) {
            object.remove("line");
        }
        String schema = result.has("code") ? "Problem" : "Operation";
        complaints.addAll(schemas.violations(contract.document().at("/components/schemas/" + schema), rest));
    }

    private static JsonNode parse(String text, List<String> complaints) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException notJson) {
            complaints.add("no JSON: " + text);
            return JsonMapper.shared().nullNode();
        }
    }
}
