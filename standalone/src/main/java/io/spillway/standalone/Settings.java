package io.spillway.standalone;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the user asked for, checked.
 *
 * @param data      absolute; null to keep everything in memory
 * @param endpoints one for each service
 */
record Settings(@Nullable Path data, List<Endpoint> endpoints, boolean samples, boolean verbose) {

    Endpoint endpoint(Service service) {
        return endpoints.stream().filter(each -> each.service() == service).findFirst().orElseThrow();
    }
}
