package io.spillway.testservers;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Stops shared servers at the JVM's end, the latest first, when the services that use them are gone. */
final class AtExit {
    private static final Duration HOOKS_TO_BEGIN = Duration.ofMillis(200);
    private static final Duration SERVICES_TO_END = Duration.ofSeconds(20);
    private static final Deque<AutoCloseable> SERVERS = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtExit::closeAll, "test-servers"));
    }

    private AtExit() {}

    static void close(AutoCloseable server) {
        SERVERS.push(server);
    }

    private static void closeAll() {
        Await.until(HOOKS_TO_BEGIN, AtExit::springIsClosing);
        Await.until(SERVICES_TO_END, () -> !springIsClosing());
        for (AutoCloseable server : SERVERS) {
            try {
                server.close();
            } catch (Exception e) {
                System.err.println("[test-servers] did not stop: " + e);
            }
        }
    }

    /** Hooks run side by side, and one that loses its broker half way through a drain is slow and loud. */
    private static boolean springIsClosing() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .anyMatch(name -> name.equals("SpringApplicationShutdownHook")
                        || name.equals("SpringContextShutdownHook"));
    }
}
