package io.spillway.orders.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entity tags of {@code If-Match} or {@code If-None-Match} (RFC 9110 §13.1.1, §13.1.2). What is no entity tag matches
 * nothing.
 */
final class EntityTags {

    private static final Pattern TAG = Pattern
            .compile("\\G[ \\t,]*(W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\")[ \\t]*(?:,|$)");

    private final String list;

    /** @param fields all of one name: together they are one list (§5.3) */
    EntityTags(List<String> fields) {
        this.list = String.join(",", fields).strip();
    }

    /** Whether one of them is this one, and strong (RFC 9110 §8.8.3.2), or all are meant. */
    boolean matchStrongly(String tag) {
        return list.equals("*") || contains(tag, false);
    }

    /** Whether one of them is this one, weak or strong, or all are meant. */
    boolean matchWeakly(String tag) {
        return list.equals("*") || contains(tag, true);
    }

    private boolean contains(String tag, boolean alsoWeak) {
        Matcher element = TAG.matcher(list);
        while (element.find()) {
            if (element.group(2).equals(tag) && (alsoWeak || element.group(1) == null)) {
                return true;
            }
        }
        return false;
    }
}
