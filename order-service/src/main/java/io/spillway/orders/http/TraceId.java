package io.spillway.orders.http;

import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The id under which a request is found in every service's logs: the caller's, from {@code traceparent} (W3C Trace
 * Context, level 1, §3.2), or a new one where there is none that is valid.
 */
final class TraceId {

    private static final String ATTRIBUTE = TraceId.class.getName();

    // Versions after 00 may append fields; ff is forbidden, and so are ids of zeros only.
    private static final Pattern TRACEPARENT = Pattern.compile(
            "(?!ff)(?<version>[0-9a-f]{2})-(?!0{32})(?<trace>[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?<more>-.*)?");

    private TraceId() {}

    /** The same for every call with the same request. */
    static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String traceId = fromHeaders(Collections.list(request.getHeaders("traceparent")));
        request.setAttribute(ATTRIBUTE, traceId);
        return traceId;
    }

    static String fromHeaders(List<String> traceparents) {
        if (traceparents.size() == 1) {
            Matcher matcher = TRACEPARENT.matcher(traceparents.getFirst());
            if (matcher.matches() && !("00".equals(matcher.group("version")) && matcher.group("more") != null)) {
                return matcher.group("trace");
            }
        }
        return random();
    }

    private static String random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        // The last bit is set, because an id of zeros only is none.
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1);
    }
}
