package io.spillway.e2e.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** build/image/start, with a {@code java} that only says how it was called. */
final class StartScript {

    /** An argument of {@code java} where the beans are those that were decided in the build. */
    static final String DECIDED = "-Dspring.aot.enabled=true";

    private static final Path SCRIPT = Path.of("../build/image/start").toAbsolutePath();

    private final Path bin;
    private final Path folder;

    /**
     * @param bin    for that {@code java}
     * @param folder in which it starts
     */
    StartScript(Path bin, Path folder) throws IOException {
        this.bin = bin;
        this.folder = folder;
        Path java = Files.writeString(bin.resolve("java"), "#!/bin/bash\necho \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    static boolean runsHere() {
        return Files.isExecutable(Path.of("/bin/bash")) && Files.exists(Path.of("/proc/self/environ"));
    }

    /** Starts it with nothing but this environment and tells the arguments of {@code java}. */
    String run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("/bin/bash", SCRIPT.toString()), Stream.of(arguments)).toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
