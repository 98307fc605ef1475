package io.spillway.gateway.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The conditions on a write. They are judged when the command is applied; here it only matters what they say. One that
 * could never be judged so is refused: a condition that is ignored is a lost update.
 *
 * @param versions     what {@code If-Match} allows (RFC 9110 §13.1.1); null without it and for {@code *}, empty when it
 *                     names no entity tag that an order can have
 * @param wantsAbsence whether {@code If-None-Match: *} was sent (RFC 9110 §13.1.2)
 */
record Preconditions(@Nullable List<Long> versions, boolean wantsAbsence) {

    /** RFC 9110 §8.8.3, in a list: a sender may leave elements empty (§5.6.1). */
    private static final Pattern ELEMENT = Pattern
            .compile("[ \\t]*(?:((?:W/)?)\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\")?[ \\t]*(?:,|$)");

    /** The tags that orders have: a version, written in one way only. */
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

    static Preconditions of(HttpServletRequest request) {
        String match = value(request, "If-Match");
        String noneMatch = value(request, "If-None-Match");
        if (noneMatch != null && !noneMatch.equals("*")) {
            throw invalid("If-None-Match on a write can only be *.");
        }
        if (match != null && noneMatch != null) {
            throw invalid("If-Match wants the order to be there and If-None-Match wants it not to be.");
        }
        return new Preconditions(match == null || match.equals("*") ? null : versions(match), noneMatch != null);
    }

    /** What {@code If-Match} allows, where nothing else makes sense. */
    @Nullable
    List<Long> onlyVersions() {
        if (wantsAbsence) {
            throw invalid("If-None-Match is for PUT, which creates an order with it.");
        }
        return versions;
    }

    /** The list of orders has no entity tag to hold a condition against. */
    static void refuse(HttpServletRequest request) {
        if (request.getHeader("If-Match") != null || request.getHeader("If-None-Match") != null) {
            throw invalid("A condition needs an order to hold it against: send it with PUT, PATCH or DELETE.");
        }
    }

    private static List<Long> versions(String entityTags) {
        List<Long> versions = new ArrayList<>();
        Matcher element = ELEMENT.matcher(entityTags);
        int end = 0;
        boolean any = false;
        while (end < entityTags.length()) {
            if (!element.find(end) || element.start() != end || element.end() == end) {
                throw malformed();
            }
            end = element.end();
            String tag = element.group(2);
            any |= tag != null;
            // Strong comparison: a weak tag matches nothing (RFC 9110 §8.8.3.2).
            if (tag != null && element.group(1).isEmpty() && VERSION.matcher(tag).matches()) {
                versions.add(Long.valueOf(tag));
            }
        }
        if (!any) {
            throw malformed();
        }
        return versions;
    }

    /** All fields of one name are one list (RFC 9110 §5.2). */
    private static @Nullable String value(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        return values.isEmpty() ? null : String.join(",", values).strip();
    }

    private static ProblemException malformed() {
        return invalid("If-Match must be * or a list of entity tags, such as \"3\".");
    }

    private static ProblemException invalid(String detail) {
        return ProblemException.of(Problem.INVALID_PRECONDITION, detail);
    }
}
