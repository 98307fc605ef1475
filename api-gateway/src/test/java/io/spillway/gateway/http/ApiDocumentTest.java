package io.spillway.gateway.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.spillway.contract.command.CommandKind;
import io.spillway.contract.identity.Role;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderStatus;
import io.spillway.gateway.RunningGateway;
import io.spillway.gateway.core.FakePublisher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The document says what the code does: neither more nor less, as far as the two can be laid side by side. */
class ApiDocumentTest {

    private static final Set<RequestMethod> OF_ITSELF = Set.of(RequestMethod.HEAD, RequestMethod.OPTIONS);
    private static final Set<String> NO_PART_OF_THE_API = Set.of("/error", "/v3/api-docs");
    private static final Set<String> BY_THE_FRAMEWORK = Set.of("GET /livez", "GET /readyz");
    private static final Set<String> BY_ORDER_SERVICE = Set.of("invalid-cursor", "store-unavailable",
            "keys-unavailable");

    private static RunningGateway gateway;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.publishingTo(new FakePublisher(), "spring.rabbitmq.addresses=127.0.0.1:1");
        document = JsonMapper.shared().readTree(gateway.getAsIs("/v3/api-docs").body());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void itIsOpenApiAndOpenToAll() {
        var answer = gateway.getAsIs("/v3/api-docs");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(document.path("openapi").asString()).startsWith("3.1.");
    }

    /** With the media types that each takes. */
    @Test
    void itHasTheRoutesThatThereAreAndNoOthers() {
        Set<String> documented = new TreeSet<>();
        document.path("paths").propertyStream().forEach(path -> path.getValue().propertyStream()
                .filter(method -> !method.getKey().equals("parameters"))
                .forEach(method -> documented.addAll(routes(method.getKey().toUpperCase(), path.getKey(),
                        method.getValue().at("/requestBody/content").propertyNames()))));

        Set<String> mapped = gateway.bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(ApiDocumentTest::routes).collect(Collectors.toCollection(TreeSet::new));
        mapped.addAll(BY_THE_FRAMEWORK);

        assertThat(documented).isEqualTo(mapped);
    }

    @Test
    void whatTheFrameworkServesIsThere() {
        assertThat(BY_THE_FRAMEWORK).allSatisfy(
                route -> assertThat(gateway.getAsIs(route.replace("GET ", "")).statusCode()).isEqualTo(200));
    }

    @Test
    void itHasTheProblemCodesThatThereAreAndNoOthers() {
        Set<String> mentioned = new TreeSet<>();
        document.at("/components/examples").forEach(example -> {
            if (example.at("/value/code").isString()) {
                mentioned.add(example.at("/value/code").asString());
            }
        });

        Set<String> known = Arrays.stream(Problem.values()).map(Problem::code)
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(BY_ORDER_SERVICE);

        assertThat(mentioned).isEqualTo(known);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void itShowsEachProblemAsItIs(Problem problem) {
        JsonNode example = document.at("/components/examples/" + problem.code() + "/value");

        assertThat(example.path("status").intValue()).isEqualTo(problem.status());
        assertThat(example.path("title").asString()).isEqualTo(problem.title());
        assertThat(example.path("type").asString()).isEqualTo(problem.type());
        assertThat(responses()).as("a response has it").anySatisfy(
                response -> assertThat(codes(response).toList()).contains(problem.code()));
    }

    static Stream<Problem> problems() {
        return Arrays.stream(Problem.values());
    }

    @Test
    void theGuidedTourHasEachProblemInItsTable() throws IOException {
        String tour = Files.readString(Path.of("..", "docs", "http-api.md"));

        List<String> rows = Pattern.compile("(?m)^\\| (\\d{3}) \\| `([a-z-]+)` \\|").matcher(tour).results()
                .map(row -> row.group(2) + " " + row.group(1)).toList();

        assertThat(rows).containsExactlyInAnyOrderElementsOf(document.at("/components/examples").valueStream()
                .map(example -> example.path("value")).filter(problem -> problem.path("code").isString())
                .map(problem -> problem.path("code").asString() + " " + problem.path("status").asInt()).toList());
    }

    @Test
    void noRouteListsACodeUnderAnotherStatusThanItHas() {
        Map<String, Integer> statuses = new HashMap<>();
        document.at("/components/examples").propertyStream().forEach(
                example -> statuses.put(example.getKey(), example.getValue().at("/value/status").asInt(0)));

        document.path("paths").forEach(path -> path.forEach(operation -> operation.path("responses").propertyStream()
                .filter(response -> Integer.parseInt(response.getKey()) >= 400)
                .forEach(response -> assertThat(codes(resolved(response.getValue()))).as(operation.toString())
                        .allSatisfy(code -> assertThat(statuses.get(code)).as(code)
                                .isEqualTo(Integer.parseInt(response.getKey()))))));
    }

    @Test
    void itsLimitsAreThoseOfTheContract() {
        assertThat(limit("Items/maxItems")).isEqualTo(OrderContent.MAX_ITEMS);
        assertThat(limit("OrderContent/properties/note/maxLength")).isEqualTo(OrderContent.MAX_NOTE);
        assertThat(limit("OrderPatch/properties/note/maxLength")).isEqualTo(OrderContent.MAX_NOTE);
        assertThat(limit("Note/maxLength")).isEqualTo(OrderContent.MAX_NOTE);
        assertThat(limit("OrderItem/properties/quantity/maximum")).isEqualTo(OrderItem.MAX_QUANTITY);
        assertThat(limit("OrderItem/properties/unitPrice/maximum")).isEqualTo(OrderItem.MAX_UNIT_PRICE);
        assertThat(limit("Limit/maximum")).isEqualTo(DeadLettersController.MAX_LIMIT);
        assertThat(limit("Problem/properties/errors/maxItems")).isEqualTo(Violations.MAX);
        assertThat(document.at("/info/description").asString())
                .contains("(%,d bytes)".formatted(BodyLimitFilter.MAX_BYTES));
    }

    @Test
    void itsWordsAreThoseOfTheContract() {
        assertThat(words("OrderStatus")).containsExactly(Arrays.stream(OrderStatus.values()).map(Enum::name)
                .toArray(String[]::new));
        assertThat(words("Operation/properties/kind")).containsExactlyInAnyOrder(
                Arrays.stream(CommandKind.values()).map(CommandKind::label).toArray(String[]::new));
        assertThat(words("Role")).containsExactlyInAnyOrder(
                Arrays.stream(Role.values()).map(Enum::name).toArray(String[]::new));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = document.findValuesAsString("$ref");

        assertThat(references).hasSizeGreaterThan(100)
                .allSatisfy(reference -> assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse());
    }

    @Test
    void thePageBringsAllThatItNeeds() {
        var page = gateway.getAsIs("/swagger-ui/index.html");
        List<String> assets = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.body()).results()
                .map(match -> match.group(1)).toList();

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(assets).contains("swagger-ui-bundle.js", "page.js").allSatisfy(asset -> {
            assertThat(asset).as("nothing from elsewhere").doesNotContain(":").doesNotStartWith("/");
            assertThat(gateway.getAsIs("/swagger-ui/" + asset).statusCode()).isEqualTo(200);
        });
        assertThat(page.body()).as("its policy forbids them").doesNotContainPattern("<script>|<style|style=| on\\w+=");
        assertThat(gateway.getAsIs("/swagger-ui/page.js").body()).contains("'../v3/api-docs'");
    }

    @ParameterizedTest
    @CsvSource({"/swagger-ui", "/swagger-ui/", "/swagger-ui.html"})
    void whoTypesLessGetsThere(String path) {
        assertThat(gateway.getAsIs(path).headers().firstValue("Location")).hasValueSatisfying(
                location -> assertThat(location).endsWith("/swagger-ui/index.html"));
    }

    @ParameterizedTest
    @CsvSource({"/swagger-ui/oauth2-redirect.html", "/swagger-ui/swagger-ui.js", "/swagger-ui/x/index.html",
            "/webjars/swagger-ui/index.html", "/openapi.yaml"})
    void nothingElseIsServed(String path) {
        assertThat(gateway.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void onlyThePageMayRunScriptsAndOnlyItsOwn() {
        String policy = policy("/swagger-ui/index.html");

        assertThat(policy).contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http");
        assertThat(policy("/swagger-ui/page.js")).isEqualTo(policy);
        for (String other : List.of("/v3/api-docs", "/v1/orders", "/swagger-uix")) {
            assertThat(policy(other)).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        }
    }

    private static String policy(String path) {
        return gateway.getAsIs(path).headers().firstValue("Content-Security-Policy").orElse("");
    }

    private static long limit(String pointer) {
        return document.at("/components/schemas/" + pointer).asLong();
    }

    private static List<String> words(String schema) {
        return document.at("/components/schemas/" + schema + "/enum").valueStream().map(JsonNode::asString).toList();
    }

    private static List<JsonNode> responses() {
        return document.at("/components/responses").valueStream().toList();
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    private static Stream<String> codes(JsonNode response) {
        return Objects.requireNonNull(response).path("content").path(ProblemDocument.MEDIA_TYPE).path("examples")
                .propertyStream().map(Map.Entry::getKey);
    }

    private static Stream<String> routes(RequestMappingInfo mapping) {
        Set<String> types = mapping.getConsumesCondition().getConsumableMediaTypes().stream().map(Object::toString)
                .collect(Collectors.toSet());
        return mapping.getPatternValues().stream().filter(path -> !NO_PART_OF_THE_API.contains(path))
                .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                        .filter(method -> !OF_ITSELF.contains(method))
                        .flatMap(method -> routes(method.name(), path, types).stream()));
    }

    private static List<String> routes(String method, String path, Iterable<String> types) {
        List<String> routes = new ArrayList<>();
        types.forEach(type -> routes.add(method + " " + path + " " + type));
        return routes.isEmpty() ? List.of(method + " " + path) : routes;
    }
}
