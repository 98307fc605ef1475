package io.spillway.gateway.core;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Which trace a request belongs to (W3C Trace Context, level 1).
 *
 * @param traceId 32 lower-case hexadecimal digits, as callers and logs see it
 * @param spanId  this gateway's own part of the trace, 16 digits
 * @param state   what tracing systems along the way have to tell each other, passed on as it came; null for none
 */
public record TraceContext(String traceId, String spanId, boolean sampled, @Nullable String state) {

    // §3.3.1.5: at least so much is passed on; of more, nothing.
    private static final Pattern TRACESTATE = Pattern.compile("[ -~]{1,512}");

    // §3.2.2: version 00 ends after the flags; later versions may append members behind another dash.
    private static final Pattern TRACEPARENT = Pattern
            .compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?");

    public TraceContext(String traceId, String spanId, boolean sampled) {
        this(traceId, spanId, sampled, null);
    }

    /**
     * Joins the caller's trace when it came with just one header, and that is usable, else starts one: a bad header is no
     * error. The state means nothing without it (§3.3).
     *
     * @param traceparents the header as often as it came
     * @param tracestates  likewise
     */
    public static TraceContext joinOrStart(List<String> traceparents, List<String> tracestates) {
        return traceparents.size() == 1
                ? join(traceparents.getFirst(), String.join(",", tracestates)).orElseGet(TraceContext::start)
                : start();
    }

    private static Optional<TraceContext> join(String traceparent, String tracestate) {
        Matcher matcher = TRACEPARENT.matcher(traceparent);
        if (!matcher.matches() || (matcher.group(1).equals("00") && matcher.group(4) != null)) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(matcher.group(3), 16) & 1) == 1;
        String state = TRACESTATE.matcher(tracestate).matches() ? tracestate : null;
        return Optional.of(new TraceContext(matcher.group(2), randomHex(8), sampled, state));
    }

    private static TraceContext start() {
        return new TraceContext(randomHex(16), randomHex(8), true);
    }

    /** The header to send on to whatever this request causes. */
    public String traceparent() {
        return "00-%s-%s-%s".formatted(traceId, spanId, sampled ? "01" : "00");
    }

    private static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        do {
            // names a trace, guards nothing
            ThreadLocalRandom.current().nextBytes(random);
        } while (random[0] == 0);
        return HexFormat.of().formatHex(random);
    }
}
