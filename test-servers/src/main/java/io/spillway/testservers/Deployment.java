package io.spillway.testservers;

import java.nio.file.Files;
import java.nio.file.Path;

/** The repository's folder {@code deploy}, whatever module's tests ask for it. */
final class Deployment {
    private Deployment() {}

    static Path file(String name) {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("deploy").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new TestServersException("There is no deploy/" + name + " above " + here + ".");
    }
}
