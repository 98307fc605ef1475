package io.spillway.gateway.core;

import java.util.HexFormat;
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
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {

    // §3.2.2: version 00 ends after the flags; later versions may append members behind another dash.
    private static final Pattern TRACEPARENT = Pattern
            .compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?");

    /** Joins the caller's trace when its {@code traceparent} is usable, else starts one: a bad header is no error. */
    public static TraceContext joinOrStart(@Nullable String traceparent) {
        return Optional.ofNullable(traceparent).flatMap(TraceContext::join).orElseGet(TraceContext::start);
    }

    private static Optional<TraceContext> join(String traceparent) {
        Matcher matcher = TRACEPARENT.matcher(traceparent);
        if (!matcher.matches() || (matcher.group(1).equals("00") && matcher.group(4) != null)) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(matcher.group(3), 16) & 1) == 1;
        return Optional.of(new TraceContext(matcher.group(2), randomHex(8), sampled));
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
