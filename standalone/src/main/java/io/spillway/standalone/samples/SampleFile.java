package io.spillway.standalone.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code samples/orders.ndjson}, which the build puts on the classpath. */
public final class SampleFile {

    private static final String RESOURCE = "/samples/orders.ndjson";

    private SampleFile() {}

    /** One POST body each. */
    public static List<String> lines() {
        try (InputStream file = SampleFile.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IllegalStateException(RESOURCE + " is missing: build the module again");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
