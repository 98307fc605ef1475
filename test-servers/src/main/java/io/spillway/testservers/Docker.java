package io.spillway.testservers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Asks Docker's own command what there is, before Testcontainers is involved: that would try to pull whatever is missing,
 * its own images too, for minutes and in every JVM anew.
 */
final class Docker {
    /** The images that this release of Testcontainers uses itself; it does not tell, so a test compares. */
    static final String REAPER = "testcontainers/ryuk:0.14.0";
    static final String TINY = "alpine:3.17";

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration PULL = Duration.ofSeconds(90);
    private static final Duration RETRY_PULL_AFTER = Duration.ofHours(1);

    private Docker() {}

    /** The first of these images that is here or can be had, together with what Testcontainers needs; null if none. */
    static @Nullable String firstAvailable(List<String> images) {
        if (Command.run(ANSWER, "docker", "version").status() != 0 || !ownImages().stream().allMatch(Docker::provide)) {
            return null;
        }
        for (String image : images) {
            if (isHere(image)) {
                return image;
            }
        }
        return images.stream().filter(Docker::provide).findFirst().orElse(null);
    }

    private static List<String> ownImages() {
        List<String> images = new ArrayList<>();
        if (!Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
            images.add(REAPER);
        }
        if (new File("/.dockerenv").exists() && System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null) {
            // Inside a container it finds its way to the host from another one.
            images.add(TINY);
        }
        return images;
    }

    private static boolean provide(String image) {
        return isHere(image) || pull(image);
    }

    private static boolean isHere(String image) {
        return Command.run(ANSWER, "docker", "image", "inspect", image).status() == 0;
    }

    private static boolean pull(String image) {
        Path failure = Path.of(System.getProperty("java.io.tmpdir"),
                "test-servers-no-pull-" + image.replaceAll("[^A-Za-z0-9.]", "-"));
        if (failedLately(failure)) {
            return false;
        }
        boolean pulled = Command.run(PULL, "docker", "pull", "--quiet", image).status() == 0;
        if (!pulled) {
            remember(failure);
        }
        return pulled;
    }

    private static boolean failedLately(Path failure) {
        try {
            return Files.getLastModifiedTime(failure).toInstant().isAfter(Instant.now().minus(RETRY_PULL_AFTER));
        } catch (IOException neverFailed) {
            return false;
        }
    }

    private static void remember(Path failure) {
        try {
            Files.writeString(failure, "docker pull failed; delete this file to try again\n");
        } catch (IOException onlySlowsTheNextRun) {
            // The next JVM tries to pull again.
        }
    }
}
