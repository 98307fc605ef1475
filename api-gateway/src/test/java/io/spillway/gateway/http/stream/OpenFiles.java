package io.spillway.gateway.http.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that this process holds open: on Linux also those that have no name any more. */
public final class OpenFiles {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private OpenFiles() {}

    public static List<String> named(String part) throws IOException {
        return descriptors(part).stream().map(OpenFiles::target).toList();
    }

    static List<Path> descriptors(String part) throws IOException {
        try (Stream<Path> files = Files.list(Files.isDirectory(DESCRIPTORS) ? DESCRIPTORS : TEMPORARY)) {
            return files.filter(file -> target(file).contains(part)).toList();
        }
    }

    private static String target(Path file) {
        try {
            return Files.isSymbolicLink(file) ? Files.readSymbolicLink(file).toString() : file.toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
