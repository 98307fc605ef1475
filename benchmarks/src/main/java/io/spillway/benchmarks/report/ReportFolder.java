package io.spillway.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Where one run's report goes: a folder of its own, named by scenario and time. */
public final class ReportFolder {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);

    private ReportFolder() {}

    public static Path create(Path results, String scenario) throws IOException {
        return Files.createDirectories(
                results.resolve(scenario + "-" + TIME.format(LocalDateTime.now(ZoneId.systemDefault()))));
    }
}
