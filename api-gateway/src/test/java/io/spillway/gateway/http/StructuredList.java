package io.spillway.gateway.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A List of Structured Fields (RFC 9651 §4.2.1), as far as our fields go: its items are Strings, and their parameters
 * Integers. Anything else is a failure, as a client has to ignore a field that is not exactly right.
 */
final class StructuredList {

    private static final Pattern PARAMETER = Pattern.compile(";[ ]*([a-z*][a-z0-9_.*-]*)=(-?[0-9]{1,15})");
    private static final Pattern ITEM = Pattern
            .compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*)\"((?:" + PARAMETER.pattern() + ")*)");
    private static final Pattern LIST = Pattern
            .compile(ITEM.pattern() + "(?:[ \\t]*,[ \\t]*" + ITEM.pattern() + ")*");

    private StructuredList() {}

    /** The parameters by item. */
    static Map<String, Map<String, Long>> parse(String field) {
        if (!LIST.matcher(field).matches()) {
            throw new AssertionError("no List of Strings with Integers: " + field);
        }
        Map<String, Map<String, Long>> items = new LinkedHashMap<>();
        Matcher item = ITEM.matcher(field);
        while (item.find()) {
            Map<String, Long> parameters = new LinkedHashMap<>();
            Matcher parameter = PARAMETER.matcher(item.group(2));
            while (parameter.find()) {
                parameters.put(parameter.group(1), Long.valueOf(parameter.group(2)));
            }
            items.put(item.group(1), parameters);
        }
        return items;
    }
}
