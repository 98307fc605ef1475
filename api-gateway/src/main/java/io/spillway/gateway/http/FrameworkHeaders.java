package io.spillway.gateway.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;

/** The headers that belong to an error that the framework found: its own, made to say what holds here. */
final class FrameworkHeaders {

    private static final String ACCEPT = "Accept";
    private static final String ALLOW = "Allow";

    private FrameworkHeaders() {}

    static Map<String, String> of(ErrorResponse known, HttpServletRequest request) {
        HttpHeaders own = known.getHeaders();
        Map<String, String> headers = new LinkedHashMap<>();
        own.forEach((name, values) -> headers.put(name, String.join(", ", values)));
        if (headers.containsKey(ALLOW)) {
            headers.put(ALLOW, everyMethod(own.getAllow()));
        }
        String accepted = headers.remove(ACCEPT);
        // In an answer, Accept is about the content of requests (RFC 9110 §12.5.1): in a 406 it would mislead
        if (accepted != null && known.getStatusCode().isSameCodeAs(HttpStatus.UNSUPPORTED_MEDIA_TYPE)) {
            headers.putAll(accepting(accepted, request.getMethod()));
        }
        return headers;
    }

    /** What to send instead: for everybody (RFC 9110 §15.5.16), and for patches by their own name too (RFC 5789 §2.2). */
    static Map<String, String> accepting(String mediaTypes, String method) {
        return method.equals("PATCH")
                ? Map.of(ACCEPT, mediaTypes, "Accept-Patch", mediaTypes)
                : Map.of(ACCEPT, mediaTypes);
    }

    /** Also those that the framework answers by itself, which are allowed as much as the others (RFC 9110 §10.2.1). */
    private static String everyMethod(Set<HttpMethod> mapped) {
        TreeSet<String> methods = new TreeSet<>(Set.of("OPTIONS"));
        mapped.forEach(method -> methods.add(method.name()));
        if (mapped.contains(HttpMethod.GET)) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }
}
