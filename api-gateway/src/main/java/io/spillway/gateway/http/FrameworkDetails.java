package io.spillway.gateway.http;

import org.jspecify.annotations.Nullable;

/** Sentences for problems that the framework or the web server found: their own may tell of our insides. */
final class FrameworkDetails {

    private FrameworkDetails() {}

    static @Nullable String of(Problem problem) {
        return switch (problem) {
            case NOT_FOUND -> "No resource has this path.";
            case METHOD_NOT_ALLOWED -> "The Allow header lists the methods of this resource.";
            case NOT_ACCEPTABLE ->
                "This resource is application/json; the answer to application/x-ndjson is of that type.";
            case UNSUPPORTED_MEDIA_TYPE ->
                "The Accept or Accept-Patch header lists the media types that are taken here.";
            case PAYLOAD_TOO_LARGE -> "A body may be at most 64 KiB.";
            case INTERNAL_ERROR -> "The traceId helps us find out what happened.";
            default -> null;
        };
    }
}
