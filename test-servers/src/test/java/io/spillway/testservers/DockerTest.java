package io.spillway.testservers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DockerTest {
    @Test
    void knowsTheImagesThatTestcontainersUsesItself() throws IOException {
        assertThat(classFile("/org/testcontainers/utility/RyukContainer.class")).contains(Docker.REAPER);
        assertThat(classFile("/org/testcontainers/DockerClientFactory.class")).contains(Docker.TINY);
    }

    private static String classFile(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(DockerTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
