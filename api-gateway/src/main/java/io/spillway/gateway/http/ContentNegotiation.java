package io.spillway.gateway.http;

import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What a route's media types leave open, decided before its handler runs, and so before anything is published: types that the
 * caller excludes with a weight of 0, and bodies in a coding or charset that nobody decodes here.
 */
final class ContentNegotiation implements HandlerInterceptor {

    private static final String IDENTITY = "identity";

    private final Map<Method, String[]> taken = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        if (handler instanceof HandlerMethod route) {
            requireReader(request);
            String[] taken = mediaTypesTakenBy(route);
            if (taken.length > 0) {
                requireNoCoding(request);
                requireUtf8(request, taken);
            }
        }
        return true;
    }

    private static void requireReader(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        List<MediaType> offered = offered(request);
        if (offered.isEmpty()) {
            return; // then nobody has read the header yet, which may hold anything
        }
        List<MediaType> ranges = MediaType.parseMediaTypes(Collections.list(request.getHeaders("Accept")));
        if (offered.stream().noneMatch(type -> AcceptHeader.takes(ranges, type))) {
            throw new HttpMediaTypeNotAcceptableException(offered);
        }
    }

    /** Empty for a route that names none. */
    private static List<MediaType> offered(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) instanceof Set<?> types
                ? types.stream().map(MediaType.class::cast).toList()
                : List.of();
    }

    /** {@code identity} is no coding, though it should not be sent (RFC 9110 §8.4.1). */
    private static void requireNoCoding(HttpServletRequest request) {
        boolean coded = Collections.list(request.getHeaders("Content-Encoding")).stream()
                .flatMap(field -> Arrays.stream(StringUtils.commaDelimitedListToStringArray(field)))
                .map(String::strip)
                .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase(IDENTITY));
        if (coded) {
            // Accept-Encoding and not Accept: that tells them apart (RFC 9110 §15.5.16)
            throw ProblemException.with(Problem.UNSUPPORTED_MEDIA_TYPE, "Send the body as it is, in no content coding.",
                    Map.of("Accept-Encoding", IDENTITY));
        }
    }

    private static void requireUtf8(HttpServletRequest request, String[] taken) {
        Charset charset = charset(request.getContentType());
        if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
            throw ProblemException.with(Problem.UNSUPPORTED_MEDIA_TYPE, "JSON is UTF-8: leave the charset out.",
                    FrameworkHeaders.accepting(String.join(", ", taken), request.getMethod()));
        }
    }

    private static @Nullable Charset charset(@Nullable String contentType) {
        return contentType == null ? null : MediaType.parseMediaType(contentType).getCharset();
    }

    private String[] mediaTypesTakenBy(HandlerMethod route) {
        return taken.computeIfAbsent(route.getMethod(), ContentNegotiation::mediaTypesTakenBy);
    }

    private static String[] mediaTypesTakenBy(Method route) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(route, RequestMapping.class);
        return mapping == null ? new String[0] : mapping.consumes();
    }
}
