package io.spillway.standalone;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;

import io.spillway.standalone.samples.SampleRun;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Runs everything in one JVM. Exit codes: 0 after a stop by signal, 1 when it cannot start, 2 when the command line is
 * wrong.
 */
public final class Standalone {

    private static final int CANNOT_START = 1;
    private static final int WRONG_USAGE = 2;

    private Standalone() {}

    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new Options());
        try {
            commandLine.parseArgs(args);
            if (commandLine.isUsageHelpRequested()) {
                commandLine.usage(System.out);
                return;
            }
            run(commandLine.<Options>getCommand().settings(), System.out);
        } catch (ParameterException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + "All options: --help");
            System.exit(WRONG_USAGE);
        }
    }

    private static void run(Settings settings, PrintStream out) {
        Logging.setUp(settings.verbose());
        // Otherwise a failing background task of the embedded broker would halt the JVM.
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> LoggerFactory.getLogger(Standalone.class)
                .error("{} ended with an error", thread.getName(), e));
        Spillway spillway = new Spillway(settings, new StandardEnvironment(), out::println);
        Shutdown shutdown = Shutdown.install(out);
        shutdown.closes(spillway);
        try {
            spillway.start();
        } catch (StartException e) {
            shutdown.exit(CANNOT_START, e.sentence());
            return;
        }
        out.print(Banner.of(spillway, sinceStart()));
        out.flush();
        if (settings.samples()) {
            runSamples(spillway, shutdown, out);
        }
    }

    private static void runSamples(Spillway spillway, Shutdown shutdown, PrintStream out) {
        SampleRun samples = Samples.of(spillway, out);
        shutdown.closesFirst(samples);
        out.print(samples.run().text());
        out.flush();
    }

    private static Duration sinceStart() {
        return Duration.ofMillis(System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime());
    }
}
