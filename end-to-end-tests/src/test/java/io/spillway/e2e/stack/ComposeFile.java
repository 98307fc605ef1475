package io.spillway.e2e.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The file docker-compose.yml, as far as tests ask about it. */
final class ComposeFile {

    /** A service of it. */
    record Service(String name, Map<?, ?> settings) {

        Object setting(String key) {
            return settings.containsKey(key) ? settings.get(key) : "none";
        }

        Map<String, String> environment() {
            return strings(settings.get("environment"));
        }

        /** What it waits for, and until when. */
        Map<String, String> waitsFor() {
            Map<String, String> conditions = new TreeMap<>();
            map(settings.get("depends_on")).forEach((name, how) -> conditions.put(name, text(map(how), "condition")));
            return conditions;
        }

        List<String> volumes() {
            return list(settings.get("volumes"));
        }

        List<String> networks() {
            return list(settings.get("networks"));
        }

        List<String> ports() {
            return list(settings.get("ports"));
        }
    }

    private final Map<String, Object> content;
    private final Map<String, Service> services = new TreeMap<>();

    private ComposeFile(Map<String, Object> content) {
        this.content = content;
        map(content.get("services")).forEach((name, settings) -> services.put(name,
                new Service(name, (Map<?, ?>) settings)));
    }

    static ComposeFile read(Path file) throws IOException {
        return new ComposeFile(map(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file))));
    }

    Collection<Service> services() {
        return services.values();
    }

    Service service(String name) {
        Service service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("No service " + name + " among " + services.keySet());
        }
        return service;
    }

    /** Networks from which nothing outside can be reached, by Docker's own word for it. */
    boolean isInternal(String network) {
        return text(map(map(content.get("networks")).get(network)), "internal").equals("true");
    }

    Set<String> networks() {
        return map(content.get("networks")).keySet();
    }

    private static String text(Map<String, Object> map, String key) {
        return String.valueOf(map.get(key));
    }

    private static Map<String, String> strings(Object value) {
        Map<String, String> strings = new TreeMap<>();
        map(value).forEach((key, each) -> strings.put(key, String.valueOf(each)));
        return strings;
    }

    private static Map<String, Object> map(Object value) {
        Map<String, Object> map = new TreeMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, each) -> map.put(String.valueOf(key), each == null ? "" : each));
        }
        return map;
    }

    private static List<String> list(Object value) {
        return value instanceof List<?> elements ? elements.stream().map(String::valueOf).toList() : List.of();
    }
}
