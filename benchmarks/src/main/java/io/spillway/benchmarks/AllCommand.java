package io.spillway.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.spillway.benchmarks.report.Promise;
import io.spillway.benchmarks.report.ReportFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All scenarios but JMH, one after the other, and one page that says what came of them. */
@Command(name = "all", mixinStandardHelpOptions = true, description = "Runs drain, accept, latency and classic, each as it comes, and sums them up; takes an hour or two.")
final class AllCommand implements Callable<Integer> {

    private static final List<List<String>> SCENARIOS = List.of(List.of("drain", "--profile"),
            List.of("accept", "--profile"), List.of("latency"), List.of("classic"));

    @Option(names = "--quick", description = "Small numbers: they show that it works, and nothing else.")
    private boolean quick;

    @Option(names = "--results", description = "Where the folder is made, if not in benchmarks/results.")
    private @Nullable Path results;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path folder = ReportFolder.create(results == null ? BuiltJars.results() : results, "all");
        for (List<String> scenario : SCENARIOS) {
            List<String> arguments = new ArrayList<>(scenario);
            arguments.addAll(List.of("--results", folder.toString()));
            if (quick && !scenario.contains("classic")) {
                arguments.add("--quick");
            }
            int end = Benchmarks.commandLine().execute(arguments.toArray(String[]::new));
            if (end != 0) {
                return end;
            }
        }
        Path summary = Files.writeString(folder.resolve("report.md"), summary(folder));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("All of them: " + summary);
        out.flush();
        return 0;
    }

    /** Of each report its title, where it is, and what it has to show. */
    private static String summary(Path folder) throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(folder)) {
            folders = all.filter(Files::isDirectory).sorted().toList();
        }
        StringBuilder summary = new StringBuilder("# What buffering buys\n");
        for (Path each : folders) {
            List<String> report = Files.readAllLines(each.resolve("report.md"));
            summary.append("\n## [%s](%s/report.md)%n%n".formatted(report.getFirst().substring(2), each.getFileName()));
            Promise.find(report).forEach(line -> summary.append(line).append('\n'));
        }
        return summary.toString();
    }
}
