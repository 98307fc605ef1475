package io.spillway.gateway.http;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;

/** Refuses a page of another origin with a problem document, instead of a bare line of text. */
final class ProblemCorsProcessor extends DefaultCorsProcessor {

    @Override
    public boolean processRequest(@Nullable CorsConfiguration cors, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        if (super.processRequest(cors, request, response)) {
            return true;
        }
        ProblemWriter.write(request, response, Problem.ORIGIN_NOT_ALLOWED,
                "spillway.security.cors.origins of the gateway lists the origins that may.");
        return false;
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) {
        // processRequest answers
    }
}
