package io.spillway.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** Where the build has put things, told by where these classes are: in a module's {@code target}. */
public final class BuiltJars {

    private BuiltJars() {}

    /** @throws IllegalStateException if it isn't there, with how to build it */
    public static Path writerService() {
        return jar("writer-service", "--writer-jar");
    }

    /** @throws IllegalStateException if it isn't there, with how to build it */
    public static Path apiGateway() {
        return jar("api-gateway", "--gateway-jar");
    }

    /** @throws IllegalStateException if it isn't there, with how to build it */
    public static Path orderService() {
        return jar("order-service", null);
    }

    private static Path jar(String module, @Nullable String option) {
        Path jar = root().resolve(module + "/target/" + module + "-exec.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing; build it with"
                    + " ./mvnw -DskipTests -pl benchmarks -am package"
                    + (option == null ? "" : ", or name another with " + option));
        }
        return jar;
    }

    /** Where reports go unless they shall go elsewhere. */
    public static Path results() {
        return root().resolve("benchmarks/results");
    }

    private static Path root() {
        try {
            Path here = Path.of(BuiltJars.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return here.resolve("../../..").normalize();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
