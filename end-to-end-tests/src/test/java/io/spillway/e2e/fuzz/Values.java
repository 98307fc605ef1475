package io.spillway.e2e.fuzz;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values that a schema allows, with a liking for its limits. */
final class Values {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_TEXT = 300;
    private static final String[] CHARACTERS = {"a", "Z", "0", " ", "-", "_", "\"", "\\", "/", "\n", "\t", "\u0001",
            "\u00e4", "\u20ac", "\u4e2d", "\u200b", "\uffff", "\ud83d\ude00", "<script>", "${x}", "{{", "%00", "'--"};
    /** Such as {@code ^[A-Za-z0-9_-]{1,64}$}. */
    private static final Pattern REPEATED_CLASS = Pattern.compile("\\^\\[[^]]+]\\{(\\d+),(\\d+)}\\$");

    private final Contract contract;
    private final Random random;

    Values(Contract contract, Random random) {
        this.contract = contract;
        this.random = random;
    }

    JsonNode of(JsonNode reference) {
        JsonNode schema = contract.resolve(reference);
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.has("enum")) {
            return pick(schema.path("enum").valueStream().toList());
        }
        JsonNode type = schema.path("type");
        String name = type.isArray() ? pick(type.valueStream().toList()).asString() : type.asString();
        return switch (name) {
            case "null" -> JSON.nullNode();
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "integer" -> JSON.numberNode(number(schema));
            case "array" -> array(schema);
            case "object" -> object(schema);
            default -> JSON.stringNode(text(schema));
        };
    }

    private long number(JsonNode schema) {
        long min = schema.path("minimum").asLong(Long.MIN_VALUE);
        long max = schema.path("maximum").asLong(Long.MAX_VALUE);
        return switch (random.nextInt(4)) {
            case 0 -> min;
            case 1 -> max;
            default -> random.nextLong(min, max);
        };
    }

    private ArrayNode array(JsonNode schema) {
        int min = schema.path("minItems").asInt(0);
        int max = schema.path("maxItems").asInt(min + 3);
        int size = random.nextInt(20) == 0 ? max : Math.min(max, min + random.nextInt(3));
        ArrayNode array = JSON.arrayNode();
        for (int i = 0; i < size; i++) {
            array.add(of(schema.path("items")));
        }
        return array;
    }

    private ObjectNode object(JsonNode schema) {
        List<String> required = new ArrayList<>(texts(schema.path("required")));
        boolean eitherOr = schema.has("oneOf");
        if (eitherOr) {
            required.addAll(texts(pick(schema.path("oneOf").valueStream().toList()).path("required")));
        }
        ObjectNode object = JSON.objectNode();
        schema.path("properties").propertyStream()
                .filter(member -> required.contains(member.getKey()) || (!eitherOr && random.nextBoolean()))
                .forEach(member -> object.set(member.getKey(), of(member.getValue())));
        return object;
    }

    String text(JsonNode reference) {
        JsonNode schema = contract.resolve(reference);
        if (schema.path("format").asString("").equals("uuid")) {
            return new UUID(random.nextLong(), random.nextLong()).toString();
        }
        if (schema.path("format").asString("").equals("date-time")) {
            return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)).toString();
        }
        Matcher repeated = REPEATED_CLASS.matcher(schema.path("pattern").asString(""));
        if (repeated.matches()) {
            int least = Integer.parseInt(repeated.group(1));
            return "x".repeat(length(least, Integer.parseInt(repeated.group(2))));
        }
        if (schema.has("examples")) {
            return pick(schema.path("examples").valueStream().toList()).asString();
        }
        int min = schema.path("minLength").asInt(0);
        if (schema.path("format").asString("").equals("password")) {
            // whose length is limited in bytes too
            return "p".repeat(length(min, schema.path("maxLength").asInt(min + MAX_TEXT)));
        }
        return text(length(min, schema.path("maxLength").asInt(min + MAX_TEXT)));
    }

    private int length(int min, int max) {
        return switch (random.nextInt(6)) {
            case 0 -> min;
            case 1 -> max;
            default -> min + random.nextInt(Math.min(max - min, 20) + 1);
        };
    }

    /** In characters, of which the first is visible. */
    private String text(int length) {
        StringBuilder text = new StringBuilder(length == 0 ? "" : "x");
        while (text.codePointCount(0, text.length()) < length) {
            text.appendCodePoint(pick(CHARACTERS).codePointAt(0));
        }
        return text.toString();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    <T> T pick(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    @SafeVarargs
    final <T> T pick(T... several) {
        return several[random.nextInt(several.length)];
    }
}
