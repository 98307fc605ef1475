package io.spillway.benchmarks.ways;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import io.spillway.benchmarks.BuiltJars;
import io.spillway.benchmarks.report.Machine;
import io.spillway.benchmarks.report.ReportFolder;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every scenario can be told that starts consumers and leaves a report. */
public final class SharedOptions {

    @Option(names = "--java-option", description = "For the JVM of each process that is measured.")
    private List<String> javaOptions = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"); // the images' collector

    @Option(names = "--writer-jar", description = "Of the writer-service, if not the one of this build.")
    private @Nullable Path writerJar;

    @Option(names = "--results", description = "Where the report's folder is made, if not in benchmarks/results.")
    private @Nullable Path results;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Prints a line of the command's progress at once. */
    public void say(String line) {
        PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /** @throws IllegalStateException if the writer-service is not built */
    public ConsumerProcess.Settings consumers() {
        return new ConsumerProcess.Settings(javaOptions, writerJar == null ? BuiltJars.writerService() : writerJar);
    }

    public List<String> javaOptions() {
        return List.copyOf(javaOptions);
    }

    public Path reportFolder(String scenario) throws IOException {
        return ReportFolder.create(results == null ? BuiltJars.results() : results, scenario);
    }

    /** The lines that begin a report: what was measured on, and then how. */
    public List<String> conditions(TestBroker broker, TestStore store, String... settings) {
        return Stream.concat(Stream.of("Machine: " + Machine.describe(),
                String.format(Locale.ROOT, "Load average at the beginning: %.1f", Machine.load()), "Broker: " + broker,
                "Store: " + store, "JVM of each process: " + String.join(" ", javaOptions),
                "Collector of the measuring process: " + Machine.collector()), Stream.of(settings))
                .toList();
    }
}
