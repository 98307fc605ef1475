package io.spillway.e2e.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.spillway.e2e.fuzz.Attempt.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The ways in which a request goes wrong. */
final class Breaking {

    private static final String[] JUNK = {"", " ", "null", "*", "\"", "%", "%zz", "%00", "\u00ff\u00fe", "-1", "0",
            "1e400",
            "99999999999999999999", "a,b,,c", "=;=", "../..", "\u0001", "\t", "W/", "\"unterminated", "<b>",
            "${jndi:x}",
            "x".repeat(300), "wait=", "wait=-1", "wait=1;x=\"", "bearer", "utf-16", "\"1\" \"2\"", "1", "{}", "[]"};
    private static final String[] WEIRD_JSON = {"null", "true", "0", "-1", "1.5", "1e400", "-0.0",
            "9223372036854775808",
            "10001", "1000000000001", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "[]", "{}",
            "[[[[[[]]]]]]", "{\"a\":{\"b\":[1]}}", "[null]", "\"PLACED \"", "\"eur\"", "\"ZZZ\""};
    private static final String[] HEADERS = {"If-Match", "If-None-Match", "Prefer", "Idempotency-Key", "Accept",
            "Content-Type", "traceparent", "Authorization", "ConsumerKey", "Origin", "Range", "Accept-Encoding",
            "X-HTTP-Method-Override", "X-Forwarded-For", "Forwarded", "Cookie", "Content-Encoding", "Upgrade",
            "If-Range",
            "If-Modified-Since", "Accept-Language", "Accept-Charset"};
    private static final int TOO_LARGE = 70_000;

    private final Random random;
    private final Values values;
    private final Map<String, Consumer<Attempt>> ways;

    Breaking(Random random, Values values) {
        this.random = random;
        this.values = values;
        this.ways = Map.ofEntries(
                Map.entry("method", attempt -> attempt.method = values.pick("GET", "PUT", "POST", "PATCH", "DELETE",
                        "HEAD", "OPTIONS", "BREW", "get", "TRACE")),
                Map.entry("path", this::path),
                Map.entry("id", this::id),
                Map.entry("query", this::query),
                Map.entry("media type", attempt -> attempt.replace("Content-Type", values.pick("text/plain", "*/*",
                        "application/json;charset=UTF-16", "application/json; charset=utf-8", "application/x-ndjson",
                        "application/merge-patch+json", "application/xml", "application", ";", "application/json;q"))),
                Map.entry("no media type", attempt -> attempt.remove("Content-Type")),
                Map.entry("accept",
                        attempt -> attempt.replace("Accept", values.pick("text/html", "*/*;q=0", "application/*",
                                "application/problem+json", "garbage", "application/json;q=x", "",
                                "text/*, application/json",
                                "application/x-ndjson"))),
                Map.entry("credentials", this::credentials),
                Map.entry("header", attempt -> attempt.replace(values.pick(HEADERS), values.pick(JUNK))),
                Map.entry("repeated header", attempt -> attempt.headers.addAll(
                        attempt.headers.isEmpty() ? List.of() : List.of(values.pick(attempt.headers)))),
                Map.entry("huge header",
                        attempt -> attempt.header("X-Huge", "h".repeat(values.pick(1_000, 7_000, 20_000)))),
                Map.entry("odd header",
                        attempt -> attempt.header(values.pick("X-Odd", "X Odd", "X-\u00e4", ""), values.pick(JUNK))),
                Map.entry("value in the body",
                        attempt -> tree(attempt, node -> replaced(node, values.pick(WEIRD_JSON)))),
                Map.entry("member in the body", attempt -> tree(attempt, this::member)),
                Map.entry("text of the body", this::text),
                Map.entry("bytes of the body", this::bytes),
                Map.entry("size of the body", attempt -> attempt.body = concat(attempt.body,
                        values.pick(" ", "x").repeat(TOO_LARGE).getBytes(StandardCharsets.US_ASCII))),
                Map.entry("framing", this::framing));
    }

    void breakSomething(Attempt attempt) {
        boolean inTheBody = attempt.body != null && random.nextBoolean();
        // Map.of has no order of its own, and a seed shall mean the same every time.
        List<String> names = ways.keySet().stream().filter(name -> !inTheBody || name.endsWith("body")).sorted()
                .toList();
        String way = values.pick(names);
        ways.get(way).accept(attempt);
        attempt.broken.add(way);
    }

    private void path(Attempt attempt) {
        attempt.path = switch (random.nextInt(8)) {
            case 0 -> attempt.path + "/";
            case 1 -> attempt.path.replace("/v1", "/v2");
            case 2 -> attempt.path
                    + values.pick("/x", ";a=b", "%20", "%2f", "%00", "%", "/../x", "//", ".json", "\u00e4", "|");
            case 3 -> attempt.path.toUpperCase();
            case 4 -> values.pick("/", "/.", "/%2e", "/..;", "\\") + attempt.path;
            case 5 -> "/" + "p".repeat(values.pick(10, 300, 5_000));
            case 6 -> values.pick("/", "/error", "/v1", "/internal/commands/x", "/actuator", "/webjars/", "*",
                    "http://127.0.0.1" + attempt.path, "/v3/api-docs/x", "/swagger-ui/x");
            default -> attempt.path.replaceAll("[0-9a-f]{8}-", "");
        };
    }

    /** Another last segment: an id, where the path has one. */
    private void id(Attempt attempt) {
        attempt.path = attempt.path.substring(0, attempt.path.lastIndexOf('/') + 1)
                + values.pick("0", "1-1-1-1-1", "A".repeat(99), "A".repeat(2_000), "%41%42", "null", "-", "~", "a+b",
                        "a:b",
                        "00000000-0000-0000-0000-000000000000", "AQ==", "x%3By", "\u00e9", "%e9", "%c3%a9",
                        "%F0%9F%98%80");
    }

    private void query(Attempt attempt) {
        String name = values.pick("status", "customerId", "createdFrom", "createdTo", "limit", "cursor", "colour", "",
                "access_token", "consumerkey", "limit");
        String value = values.pick("", "0", "101", "-1", "1.0", "1e3", "PLACED", "placed", "C-1", "x".repeat(65),
                "2026-01-01", "2026-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01T00:00:00+01:00",
                "2026-01-01T00:00:00%2B01:00", "9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "AAAA", "A".repeat(44),
                "%",
                "%zz", "%00", "%ff", "%F0%9F%98%80", "a&b", "a=b", "[", "x".repeat(3_000), "\u00e4", "<", "+", "%20");
        attempt.query += (attempt.query.isEmpty() ? "" : "&") + name + "=" + value;
    }

    private void credentials(Attempt attempt) {
        switch (random.nextInt(7)) {
            case 0 -> attempt.remove("Authorization");
            case 1 -> attempt.remove("ConsumerKey");
            case 2 -> {
                attempt.remove("Authorization");
                attempt.remove("ConsumerKey");
            }
            case 3 -> attempt.replace("Authorization", values.pick("Bearer", "Bearer ", "Basic YTpi", "Bearer a.b.c",
                    "Bearer \u00e4", "bearer x", "Bearer x y", "Digest", "Bearer " + "A".repeat(3_000), "", "Bearer ..",
                    "Bearer eyJhbGciOiJub25lIn0.e30."));
            case 4 ->
                attempt.replace("ConsumerKey", values.pick("", "x", "A".repeat(43), "A".repeat(300), "\u00e4", "a b"));
            case 5 -> attempt.headers.replaceAll(header -> header.name().equals("Authorization")
                    ? new Header(header.name(), flipped(header.value()))
                    : header);
            default -> attempt.header("Authorization", "Bearer second");
        }
    }

    private String flipped(String text) {
        int at = random.nextInt(text.length());
        return text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
    }

    private void tree(Attempt attempt, UnaryOperator<JsonNode> change) {
        try {
            JsonNode tree = attempt.body == null ? null : JsonMapper.shared().readTree(attempt.body);
            if (tree != null) {
                attempt.body = JsonMapper.shared().writeValueAsBytes(change.apply(tree));
            }
        } catch (JacksonException brokenAlready) {
            // nothing is left to change
        }
    }

    /** The tree, with another value somewhere in it. */
    private JsonNode replaced(JsonNode node, String json) {
        if (random.nextInt(4) > 0 && node instanceof ObjectNode object && !object.isEmpty()) {
            String name = values.pick(new ArrayList<>(object.propertyNames()));
            return object.set(name, replaced(object.get(name), json));
        }
        if (random.nextInt(4) > 0 && node instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            return array.set(index, replaced(array.get(index), json));
        }
        return JsonMapper.shared().readTree(json);
    }

    private JsonNode member(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (random.nextBoolean() || object.isEmpty()) {
                object.set(
                        values.pick("colour", "id", "version", "total", "", "a/b~c", "__proto__", "\ud83d\ude00",
                                "x".repeat(500)),
                        JsonMapper.shared().readTree(values.pick(WEIRD_JSON)));
            } else {
                object.remove(values.pick(new ArrayList<>(object.propertyNames())));
            }
        }
        return node;
    }

    private void text(Attempt attempt) {
        String text = attempt.body == null ? "" : new String(attempt.body, StandardCharsets.UTF_8);
        String changed = switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> text.substring(0, random.nextInt(text.length() + 1));
            case 2 -> text + values.pick("}", ",", " {}", "\u0000", "//", "\n\n");
            case 3 -> "[".repeat(5_000) + text;
            case 4 -> text.replaceFirst("\\{", "{\"note\":\"a\",\"note\":\"b\",");
            case 5 -> "\ufeff" + text;
            case 6 -> text.replace("\"", "'");
            default -> "[" + String.join(",", Collections.nCopies(150, text.isEmpty() ? "1" : text)) + "]";
        };
        attempt.body = changed
                .getBytes(values.pick(StandardCharsets.UTF_8, StandardCharsets.UTF_8, StandardCharsets.UTF_16));
    }

    private void bytes(Attempt attempt) {
        byte[] junk = new byte[1 + random.nextInt(200)];
        random.nextBytes(junk);
        byte[] body = attempt.body;
        if (body == null || body.length == 0 || random.nextInt(3) == 0) {
            attempt.body = junk;
        } else {
            body[random.nextInt(body.length)] = junk[0];
        }
    }

    private void framing(Attempt attempt) {
        int length = attempt.body == null ? 0 : attempt.body.length;
        switch (random.nextInt(3)) {
            case 0 ->
                attempt.header("Content-Length", values.pick("-1", "x", "", "1, 2", "99999999999999999999", "+1"));
            case 1 -> attempt.header("Content-Length", String.valueOf(length + 1 + random.nextInt(100)));
            default -> {
                attempt.header("Transfer-Encoding", "chunked");
                byte[] chunk = attempt.body == null ? new byte[0] : attempt.body;
                byte[] end = (chunk.length == 0 ? "0\r\n\r\n" : values.pick("\r\n0\r\n\r\n", "\r\n", "\r\nzz\r\n"))
                        .getBytes(StandardCharsets.US_ASCII);
                byte[] size = (chunk.length == 0 ? "" : Integer.toHexString(chunk.length) + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
                attempt.body = concat(concat(size, chunk), end);
            }
        }
    }

    private static byte[] concat(byte @Nullable [] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first == null ? new byte[0] : first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
