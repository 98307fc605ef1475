package io.spillway.gateway.http;

import java.io.IOException;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what the web server forwards here: errors from filters, and refusals of the server itself. */
@Controller
final class ProblemErrorController implements ErrorController {

    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // without the attribute somebody asked for this very path
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Problem problem = Problem.ofStatus(status instanceof Integer code ? code : 404);
        if (problem == Problem.METHOD_NOT_ALLOWED) {
            // TRACE, for which Tomcat lists the servlet's methods; OPTIONS is allowed everywhere, and tells the resource's
            response.setHeader("Allow", "OPTIONS");
        }
        ProblemWriter.write(request, response, problem, FrameworkDetails.of(problem));
    }
}
