package io.spillway.standalone.samples;

import java.io.Console;
import java.io.PrintStream;

/** Shows how far it is. Called by one thread, several times a second. */
public interface SampleProgress {

    /** So many of all are accepted, so many written. */
    void show(long accepted, long written, int all);

    /** Nothing more will be shown. */
    void end();

    /** A bar where a person watches a terminal, plain lines elsewhere. */
    static SampleProgress on(PrintStream out) {
        return isTerminal() ? new ProgressBar(out) : new ProgressLines(out);
    }

    @SuppressWarnings("SystemConsoleNull") // asked for properly where Java can tell
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM")) || System.getenv("CI") != null) {
            return false;
        }
        try {
            // Since Java 22, where a console may be there without a terminal.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }
}
