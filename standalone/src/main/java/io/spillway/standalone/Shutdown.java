package io.spillway.standalone;

import java.io.PrintStream;
import java.util.concurrent.ConcurrentLinkedDeque;

import org.slf4j.LoggerFactory;

/**
 * The JVM's one shutdown hook. Being asked to stop by a signal is no failure, so it ends with exit code 0 where the JVM by
 * itself would say 130 or 143.
 */
final class Shutdown {

    private final ConcurrentLinkedDeque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();
    private final PrintStream out;
    private volatile boolean stopping;
    private volatile int status;

    private Shutdown(PrintStream out) {
        this.out = out;
    }

    static Shutdown install(PrintStream out) {
        Shutdown shutdown = new Shutdown(out);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run, "shutdown"));
        return shutdown;
    }

    void closes(AutoCloseable part) {
        parts.addLast(part);
    }

    void closesFirst(AutoCloseable part) {
        parts.addFirst(part);
    }

    /** Says why and ends the JVM, unless it is ending already. */
    void exit(int exitStatus, String sentence) {
        if (!stopping) {
            System.err.println(sentence);
            status = exitStatus;
            System.exit(exitStatus);
        }
    }

    private void run() {
        stopping = true;
        if (status == 0) {
            out.println("Stopping: what is in flight is written first ...");
        }
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                LoggerFactory.getLogger(Shutdown.class).warn("Could not stop in good order", e);
            }
        }
        if (status == 0) {
            out.println("Stopped.");
        }
        out.flush();
        // The only way to choose the exit code after a signal. Nobody else has a hook that matters.
        Runtime.getRuntime().halt(status);
    }
}
