package io.spillway.gateway.http.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document: written by people as YAML, served as JSON, which every tool reads. */
@RestController
final class ApiDocumentController {

    // when it is first asked for, because the start should not wait for it
    private final SingletonSupplier<byte[]> document = SingletonSupplier.of(ApiDocumentController::read);

    @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> document() {
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(document.obtain());
    }

    private static byte[] read() {
        try (InputStream yaml = new ClassPathResource("openapi.yaml").getInputStream()) {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            return JsonMapper.shared().writeValueAsBytes(document);
        } catch (IOException notInTheJar) {
            throw new UncheckedIOException(notInTheJar);
        }
    }
}
