package io.spillway.gateway.http.stream;

import java.util.Map;

import org.slf4j.MDC;

/** Virtual threads whose log lines belong to the same request as those of the thread that starts them. */
final class Threads {

    private Threads() {}

    static void start(Runnable work) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        Thread.ofVirtual().name("lines").start(() -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            work.run();
        });
    }
}
