package io.spillway.writer.amqp;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.spillway.contract.messaging.MessageHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The trace of the request that a message came from (W3C Trace Context, level 1). A batch has many: only lines about a single
 * message carry one.
 */
final class Trace {

    private static final String KEY = "traceId";
    // anybody who may publish may have written it, and it goes into the log
    private static final Pattern TRACEPARENT = Pattern
            .compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Trace() {}

    /** Null where the message has none that is valid. */
    static @Nullable String traceparent(Message message) {
        Matcher traceparent = matcher(message);
        return traceparent.matches() ? traceparent.group() : null;
    }

    /** Runs what logs about this message. */
    static void of(Message message, Runnable logging) {
        Matcher traceparent = matcher(message);
        if (!traceparent.matches()) {
            logging.run();
            return;
        }
        MDC.put(KEY, traceparent.group(1));
        try {
            logging.run();
        } finally {
            MDC.remove(KEY);
        }
    }

    private static Matcher matcher(Message message) {
        Map<String, Object> headers = message.properties().getHeaders();
        Object traceparent = headers == null ? null : headers.get(MessageHeaders.TRACEPARENT);
        return TRACEPARENT.matcher(traceparent == null ? "" : traceparent.toString());
    }
}
