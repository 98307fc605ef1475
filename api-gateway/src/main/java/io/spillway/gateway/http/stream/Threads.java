package io.spillway.gateway.http.stream;

import java.util.Map;

import org.slf4j.MDC;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/**
 * Virtual threads that belong to the same request as the thread that starts them: their log lines have its trace, and what they
 * ask for is asked for by its caller.
 */
final class Threads {

    private Threads() {}

    static void start(Runnable work) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        Runnable asCaller = new DelegatingSecurityContextRunnable(work);
        Thread.ofVirtual().name("lines").start(() -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            asCaller.run();
        });
    }
}
