package io.spillway.gateway.http;

import java.io.IOException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Answers what Tomcat refuses before any filter sees it, such as a request line that is not HTTP. */
final class ProblemReportValve extends ErrorReportValve {

    private static final Log LOG = LogFactory.getLog(ProblemReportValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        // setErrorReported: once only, however many valves look at the response
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            Problem problem = Problem.ofStatus(status);
            ProblemWriter.write(request.getRequest(), response.getResponse(), problem, FrameworkDetails.of(problem));
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("Nobody to tell about an error", gone);
        }
    }
}
