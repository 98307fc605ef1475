package io.spillway.standalone;

import java.util.function.Supplier;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * Puts on each log line which of the services it is about. They share one logging system, so that its usual prefix would be
 * the first one's for all. A thread carries the label of the thread that started it.
 */
public final class LogLabel extends ClassicConverter {

    private static final InheritableThreadLocal<String> LABEL = new InheritableThreadLocal<>();

    static Thread startThread(String label, Runnable work) {
        return Thread.ofPlatform().name(label).start(() -> {
            LABEL.set(label);
            work.run();
        });
    }

    /** Labels what the work logs, and the threads that it starts. */
    static <T> T call(String label, Supplier<T> work) {
        LABEL.set(label);
        try {
            return work.get();
        } finally {
            LABEL.remove();
        }
    }

    @Override
    public String convert(ILoggingEvent event) {
        // Called on the logging thread itself, as long as no asynchronous appender is configured.
        String label = LABEL.get();
        return label == null ? "standalone" : label;
    }
}
