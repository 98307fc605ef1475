package io.spillway.e2e.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Reads in the jars which settings decide about beans: a newer Spring or a line of ours may add one. */
class StartIT {

    private static final String CONDITIONS = "org.springframework.boot.autoconfigure.condition.ConditionalOn";

    private final Set<String> seen = new HashSet<>();
    private final Set<String> properties = new TreeSet<>();

    @Test
    void aSettingOnWhichABeanDependsLetsSpringDecide(@TempDir Path bin, @TempDir Path folder) throws Exception {
        assumeTrue(StartScript.runsHere(), "needs bash and Linux");
        for (String service : List.of("api-gateway", "writer-service", "order-service")) {
            try (InputStream jar = Files.newInputStream(Path.of("..", service, "target", service + "-exec.jar"))) {
                collect(jar, "io/spillway/");
            }
        }

        assertThat(properties).contains("spring.aop.auto", "spring.rabbitmq.dynamic");
        StartScript start = new StartScript(bin, folder);
        for (String property : properties) {
            // a matter of its value, and StartTest's
            if (!property.equals("server.forward-headers-strategy")) {
                assertThat(start.run(Map.of(property, "true"))).as(property).doesNotContain(StartScript.DECIDED);
            }
        }
    }

    private void collect(InputStream jar, String classes) throws IOException {
        ZipInputStream entries = new ZipInputStream(jar);
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            String name = entry.getName();
            if (name.startsWith("BOOT-INF/lib/spring-boot-") && seen.add(name)) {
                collect(entries, "/autoconfigure/");
            } else if (name.contains(classes) && name.endsWith(".class") && !name.endsWith("-info.class")) {
                AnnotationMetadata type = new SimpleMetadataReaderFactory()
                        .getMetadataReader(new ByteArrayResource(entries.readAllBytes())).getAnnotationMetadata();
                ask(type);
                type.getDeclaredMethods().forEach(this::ask);
            }
        }
    }

    private void ask(AnnotatedTypeMetadata annotated) {
        for (String kind : new String[]{"Property", "BooleanProperty"}) {
            annotated.getAnnotations().stream(CONDITIONS + kind).forEach(this::add);
        }
    }

    private void add(MergedAnnotation<?> condition) {
        String prefix = condition.getString("prefix");
        for (String attribute : new String[]{"name", "value"}) {
            for (String name : condition.getStringArray(attribute)) {
                properties.add(prefix.isEmpty() || prefix.endsWith(".") ? prefix + name : prefix + "." + name);
            }
        }
    }
}
