package io.spillway.e2e.fuzz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/** The OpenAPI document, with its references followed. */
public final class Contract {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /**
     * A method of a path.
     *
     * @param parameters those of the path, too
     */
    record Operation(String id, String method, String path, List<JsonNode> parameters, JsonNode description) {

        Stream<JsonNode> parametersIn(String place) {
            return parameters.stream().filter(parameter -> parameter.path("in").asString().equals(place));
        }

        boolean isOpenToAll() {
            return description.path("security").isArray() && description.path("security").isEmpty();
        }

        private boolean matches(String aMethod, String aPath) {
            return method.equals(aMethod)
                    && Pattern.matches(path.replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+"), aPath);
        }
    }

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, JsonNode> onAnyRequest;
    private final Set<String> headers = new HashSet<>();

    public Contract(JsonNode document) {
        this.document = document;
        document.path("paths").propertyStream().forEach(path -> path.getValue().propertyStream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> operations.add(operation(path, method))));
        Set<String> mentioned = Set.copyOf(document.path("paths").findValuesAsString("$ref"));
        onAnyRequest = document.at("/components/responses").propertyStream()
                .filter(response -> !mentioned.contains("#/components/responses/" + response.getKey()))
                .flatMap(response -> codes(response.getValue()).stream()
                        .map(code -> Map.entry(code, response.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        document.at("/components/responses/PayloadTooLarge").propertyStream().findAny().ifPresent(
                any -> onAnyRequest.put("payload-too-large", document.at("/components/responses/PayloadTooLarge")));
        document.findValues("headers").forEach(section -> headers.addAll(section.propertyNames()));
    }

    private Operation operation(Map.Entry<String, JsonNode> path, Map.Entry<String, JsonNode> method) {
        List<JsonNode> parameters = Stream
                .concat(path.getValue().path("parameters").valueStream(),
                        method.getValue().path("parameters").valueStream())
                .map(this::resolve).toList();
        return new Operation(method.getValue().path("operationId").asString(), method.getKey().toUpperCase(),
                path.getKey(), parameters, method.getValue());
    }

    JsonNode document() {
        return document;
    }

    List<Operation> operations() {
        return operations;
    }

    Operation operation(String id) {
        return operations.stream().filter(operation -> operation.id().equals(id)).findFirst().orElseThrow();
    }

    /** What a request of this method and path is, if that is in the document. */
    Optional<Operation> find(String method, String path) {
        return operations.stream().filter(operation -> operation.matches(method, path)).findFirst();
    }

    boolean hasPath(String path) {
        return operations.stream().anyMatch(operation -> operation.matches(operation.method(), path));
    }

    JsonNode resolve(JsonNode node) {
        JsonNode at = node;
        while (at.path("$ref").isString()) {
            at = document.at(at.path("$ref").asString().substring(1));
        }
        return at;
    }

    /** The response that an operation lists for a status, if it does. */
    Optional<JsonNode> response(Operation operation, int status) {
        JsonNode response = operation.description().path("responses").path(String.valueOf(status));
        return response.isMissingNode() ? Optional.empty() : Optional.of(resolve(response));
    }

    /** The response with a problem code that any request may be answered with. */
    Optional<JsonNode> onAnyRequest(String code) {
        return Optional.ofNullable(onAnyRequest.get(code));
    }

    /** The names of all headers that the document mentions with a response. */
    Set<String> headers() {
        return headers;
    }

    static Set<String> codes(JsonNode response) {
        return Set.copyOf(response.path("content").path("application/problem+json").path("examples").propertyNames());
    }
}
