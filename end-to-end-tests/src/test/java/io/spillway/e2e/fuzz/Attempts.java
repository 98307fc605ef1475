package io.spillway.e2e.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.spillway.e2e.fuzz.Attempt.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes requests from the document: as it says, and then, mostly, broken. The same ones for the same seed and answers. */
final class Attempts {

    private static final String NDJSON = "application/x-ndjson";
    private static final int MAX_BODY = 60_000;
    private static final int MAX_KNOWN = 200;
    /** These end a session, and so their caller can do nothing else. */
    private static final List<String> ENDING = List.of("logOut", "replaceConsumerKey");

    /** These hash passwords. */
    private static final List<String> COSTLY = List.of("register", "logIn");
    /** A cursor belongs to a list, and an end to a beginning. */
    private static final List<String> NEEDS_ANOTHER = List.of("cursor", "createdTo");

    private final Contract contract;
    private final Map<Caller, List<Header>> callers;
    private final Random random;
    private final Values values;
    private final Breaking breaking;
    private final Map<String, List<String>> known = Map.of("/v1/orders/", new ArrayList<>(), "/v1/operations/",
            new ArrayList<>());

    Attempts(Contract contract, Map<Caller, List<Header>> callers, long seed) {
        this.contract = contract;
        this.callers = callers;
        this.random = new Random(seed);
        this.values = new Values(contract, random);
        this.breaking = new Breaking(random, values);
    }

    /** One of four is as it should be, and most others are broken in one way, so that it is not another one that shows. */
    Attempt next() {
        Contract.Operation operation = values.pick(contract.operations());
        if (COSTLY.contains(operation.id())
                ? random.nextInt(5) > 0
                : !operation.path().startsWith("/v1/orders") && random.nextInt(2) > 0) {
            return next();
        }
        Attempt attempt = good(operation);
        for (int i = values.pick(0, 1, 1, 2); i > 0; i--) {
            breaking.breakSomething(attempt);
        }
        return attempt;
    }

    Attempt good(Contract.Operation operation) {
        Attempt attempt = new Attempt(operation, path(operation));
        if (!operation.isOpenToAll()) {
            Caller caller = operation.path().startsWith("/v1/admin/")
                    ? Caller.OPERATOR
                    : ENDING.contains(operation.id()) ? Caller.LEAVING : Caller.USER;
            attempt.headers.addAll(callers.get(caller));
        }
        attempt.query = operation.parametersIn("query").filter(parameter -> random.nextInt(3) == 0)
                .filter(parameter -> !NEEDS_ANOTHER.contains(parameter.path("name").asString()))
                .map(parameter -> parameter.path("name").asString() + "="
                        + values.of(parameter.path("schema")).asString())
                .collect(Collectors.joining("&"));
        operation.parametersIn("header").filter(parameter -> random.nextInt(3) == 0)
                .forEach(parameter -> header(attempt, parameter));
        body(attempt);
        return attempt;
    }

    private String path(Contract.Operation operation) {
        List<String> resources = known.getOrDefault(operation.path().replaceFirst("\\{.*", ""), List.of());
        if (operation.path().contains("{") && !resources.isEmpty() && random.nextInt(4) > 0) {
            return values.pick(resources);
        }
        String path = operation.path();
        for (JsonNode parameter : operation.parametersIn("path").toList()) {
            String value = parameter.path("schema").has("$ref")
                    ? values.of(parameter.path("schema")).asString()
                    : parameter.path("example").asString();
            path = path.replace("{" + parameter.path("name").asString() + "}", value);
        }
        return path;
    }

    /** What no schema says well enough is tried here with what the words around it say. */
    private void header(Attempt attempt, JsonNode parameter) {
        String name = parameter.path("name").asString();
        boolean conditional = attempt.headers.stream().anyMatch(header -> header.name().startsWith("If-"));
        String value = switch (name) {
            case "Prefer" -> values.pick("wait=1", "wait=\"1\"", "respond-async, wait=1", "handling=lenient");
            case "If-Match" -> values.pick("\"1\"", "\"1\", \"2\"", "W/\"1\"", "*", "\"" + random.nextInt() + "\"");
            case "If-None-Match" -> attempt.operation.method().equals("GET")
                    ? values.pick("\"1\"", "W/\"1\", \"7\"", "*")
                    : "*";
            // few, so that many are used again, for the same and for something else
            case "Idempotency-Key" -> "k-" + random.nextInt(50);
            default -> values.of(parameter.path("schema")).asString();
        };
        // Both conditions together are refused.
        if (!(conditional && name.startsWith("If-"))) {
            attempt.header(name, value);
        }
    }

    private void body(Attempt attempt) {
        JsonNode content = attempt.operation.description().at("/requestBody/content");
        if (content.isMissingNode()) {
            return;
        }
        String type = values.pick(new ArrayList<>(content.propertyNames()));
        JsonNode schema = content.path(type).path("schema");
        attempt.header("Content-Type", type);
        do {
            attempt.body = (type.equals(NDJSON) ? lines(content) : json(schema)).getBytes(StandardCharsets.UTF_8);
        } while (attempt.body.length > MAX_BODY);
    }

    private String json(JsonNode schema) {
        return JsonMapper.shared().writeValueAsString(values.of(schema));
    }

    private String lines(JsonNode content) {
        return IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> json(content.path("application/json").path("schema")) + "\n")
                .collect(Collectors.joining());
    }

    /** Keeps what an answer names, so that later requests are about something that is there. */
    void learn(@Nullable String location) {
        known.forEach((prefix, paths) -> {
            if (location != null && location.startsWith(prefix) && paths.size() < MAX_KNOWN) {
                paths.add(location);
            }
        });
    }
}
