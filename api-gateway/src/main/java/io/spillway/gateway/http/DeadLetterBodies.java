package io.spillway.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.spillway.gateway.core.deadletter.Selection;
import tools.jackson.databind.JsonNode;

/** Reads the body that says which dead letters to replay, or reports everything that is wrong with it. */
final class DeadLetterBodies {

    private static final int MAX_IDS = 100;
    private static final int MAX_ID_LENGTH = 200;

    private DeadLetterBodies() {}

    /** Either {@code {"ids": [...]}} or {@code {"all": true}}. */
    static Selection selection(JsonNode body) {
        Violations violations = new Violations();
        Members members = Members.of(body, Pointer.ROOT, Set.of("ids", "all"), Set.of(), violations);
        if (members == null) {
            throw violations.thrown();
        }
        if (members.has("ids") == members.has("all")) {
            violations.add(Pointer.ROOT, "must have either ids or all");
            throw violations.thrown();
        }
        Selection selection = members.has("all") ? all(body, violations) : some(members, violations);
        violations.throwIfAny();
        return selection;
    }

    private static Selection all(JsonNode body, Violations violations) {
        if (!body.path("all").isBoolean() || !body.path("all").booleanValue()) {
            violations.add(Pointer.ROOT.member("all"), "must be true");
        }
        return new Selection.All();
    }

    private static Selection some(Members members, Violations violations) {
        List<String> ids = new ArrayList<>();
        JsonNode array = members.array("ids");
        if (array != null && (array.isEmpty() || array.size() > MAX_IDS)) {
            violations.add(members.pointer("ids"), "must have 1 to 100 elements");
        } else if (array != null) {
            for (JsonNode id : array) {
                String text = id.isString() ? id.stringValue() : "";
                if (!text.isEmpty() && text.codePointCount(0, text.length()) <= MAX_ID_LENGTH) {
                    ids.add(text);
                } else {
                    violations.add(members.pointer("ids").element(ids.size()),
                            "must be a string of 1 to 200 characters");
                    break;
                }
            }
        }
        return new Selection.Some(ids);
    }
}
