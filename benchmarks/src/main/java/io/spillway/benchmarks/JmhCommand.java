package io.spillway.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Passes everything behind {@code jmh} on to JMH, {@code -h} too. */
@Command(name = "jmh", description = "Measures the inner parts by JMH, which takes all arguments: see `jmh -h`.")
final class JmhCommand implements Runnable {

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public void run() {
        try {
            org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
