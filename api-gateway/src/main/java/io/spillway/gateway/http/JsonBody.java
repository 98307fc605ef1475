package io.spillway.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpEntity;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses bodies strictly (RFC 8259): UTF-8 only, one value, and no name twice, because two readers of such an object
 * could see two different orders.
 */
final class JsonBody {

    private static final int MAX_DEPTH = 32;

    private static final JsonMapper JSON = JsonMapper
            .builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // keeps 1e400 and 0.1 what they are
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonBody() {}

    static JsonNode parse(HttpEntity<byte[]> request) {
        byte[] body = request.getBody();
        if (body == null || body.length == 0) {
            throw malformed("The body is empty.");
        }
        return parse(body);
    }

    /** @param line one of many, that is a body of its own */
    static JsonNode parse(byte[] line) {
        return parse(decode(line));
    }

    private static String decode(byte[] body) {
        try {
            // a new decoder reports what is not UTF-8; String's own would replace it silently
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException notUtf8) {
            throw malformed("The body is not UTF-8.");
        }
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            if (tree.isMissingNode()) {
                throw malformed("The body is empty.");
            }
            return tree;
        } catch (StreamConstraintsException tooMuch) {
            throw malformed("The body nests too deeply, or holds a number or name that is too long.");
        } catch (NumberFormatException beyondAllUse) {
            throw malformed("The body holds a number whose exponent is too large.");
        } catch (JacksonException notJson) {
            throw malformed(describe(notJson));
        }
    }

    /** Jackson's message can quote the input and name classes: only the place is told. */
    private static String describe(JacksonException notJson) {
        String what = String.valueOf(notJson.getOriginalMessage()).startsWith("Duplicate")
                ? "An object has two members of one name"
                : "The body is not one JSON value";
        TokenStreamLocation where = notJson.getLocation();
        return where == null || where.getLineNr() < 1
                ? what + "."
                : "%s (line %d, column %d).".formatted(what, where.getLineNr(), where.getColumnNr());
    }

    private static ProblemException malformed(String detail) {
        return ProblemException.of(Problem.MALFORMED_JSON, detail);
    }
}
