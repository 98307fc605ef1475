package io.spillway.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** What the embedded servers have in common. */
public final class EmbeddedServers {
    /**
     * Loggers that report every connection, queue and file at INFO. A host that wants silence sets them to WARN, in Spring
     * Boot with {@code logging.level.<name>=WARN}.
     */
    public static final List<String> NOISY_LOGGERS = List.of("org.apache.qpid", "qpid.message", "com.sleepycat",
            "de.bwaldvogel.mongo");

    private EmbeddedServers() {}

    /** The version of mongo-java-server; on the wire it only claims to be some MongoDB. */
    public static String storeVersion() {
        Properties versions = new Properties();
        try (InputStream file = EmbeddedServers.class.getResourceAsStream("versions.properties")) {
            versions.load(Objects.requireNonNull(file, "versions.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty("mongo-java-server", "unknown");
    }
}
