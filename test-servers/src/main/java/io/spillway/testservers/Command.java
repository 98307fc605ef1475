package io.spillway.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs a program and never waits longer than it is allowed to. */
final class Command {
    private Command() {}

    /** @param status the exit status; -1 if the program does not exist or did not end in time */
    record Result(int status, String output) {}

    static Result run(Duration patience, String... words) {
        // Into a file: a pipe would stay open, and be waited for, as long as a daemon lives that the program leaves behind.
        Path output = TemporaryFolder.createFile("command");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = await(process, patience);
            return new Result(ended ? process.exitValue() : -1, Files.readString(output).strip());
        } catch (IOException e) {
            return new Result(-1, String.valueOf(e.getMessage()));
        } finally {
            TemporaryFolder.delete(output);
        }
    }

    private static boolean await(Process process, Duration patience) throws IOException {
        try {
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            process.destroyForcibly();
            return false;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}
