package io.spillway.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where nodes keep their data. */
final class TemporaryFolder {
    private TemporaryFolder() {}

    static Path create(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path createFile(String prefix) {
        try {
            return Files.createTempFile(prefix, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As much as possible; a leftover is no reason to fail a test. */
    static void delete(Path path) {
        try (Stream<Path> paths = Files.walk(path)) {
            paths.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
        } catch (IOException | UncheckedIOException leftToTheSystem) {
            // Temporary files are the system's to clean.
        }
    }
}
