package io.spillway.benchmarks;

import io.spillway.benchmarks.accept.AcceptCommand;
import io.spillway.benchmarks.classic.ClassicCommand;
import io.spillway.benchmarks.drain.DrainCommand;
import io.spillway.benchmarks.latency.LatencyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** {@code java -jar benchmarks.jar <what>}. Ends the JVM. */
@Command(name = "benchmarks", mixinStandardHelpOptions = true, version = "Spillway benchmarks", description = "Measures what buffering buys and what it costs, on this machine.", subcommands = {
        AllCommand.class, AcceptCommand.class, DrainCommand.class, LatencyCommand.class, ClassicCommand.class,
        JmhCommand.class})
public final class Benchmarks {

    public static void main(String[] args) {
        // Explicitly: the embedded servers keep the JVM alive.
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Benchmarks::fail);
    }

    private static int fail(Exception failed, CommandLine command, ParseResult arguments) {
        if (failed instanceof IllegalStateException) {
            command.getErr().println(failed.getMessage()); // a sentence for people
        } else {
            failed.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return 1;
    }
}
