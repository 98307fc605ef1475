package io.spillway.gateway.http;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.spillway.contract.order.OrderContent;
import io.spillway.gateway.core.Submission;
import io.spillway.gateway.core.TraceContext;
import io.spillway.gateway.http.stream.Line;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** What the lines of one request say, and the lines that answer them: the same documents as elsewhere, and a number. */
final class OrderLines {

    private static final Logger LOG = LoggerFactory.getLogger(OrderLines.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String path;
    private final TraceContext trace;

    OrderLines(String path, TraceContext trace) {
        this.path = path;
        this.trace = trace;
    }

    /** @param line the number of the line that this answers, from 1 */
    private record Numbered(long line, @JsonUnwrapped Object document) {}

    /** @throws ProblemException about this line alone */
    OrderContent read(Line line) {
        if (line.isTooLong()) {
            throw ProblemException.of(Problem.PAYLOAD_TOO_LARGE, "A line may be at most 64 KiB.");
        }
        return OrderBodies.content(JsonBody.parse(line.content()));
    }

    /** The answer to a line, whatever became of it. */
    byte[] answer(long line, Supplier<Submission> submission) {
        try {
            return accepted(line, submission.get());
        } catch (ProblemException refused) {
            return problem(line, refused);
        } catch (RuntimeException bug) {
            LOG.error("Line {} failed", line, bug);
            return problem(line, ProblemException.of(Problem.INTERNAL_ERROR,
                    "The traceId helps us find out what happened."));
        }
    }

    /** @throws ProblemException when the broker did not take it, which is no problem of this line alone */
    byte[] answerUnlessRefused(long line, Submission submission) {
        try {
            return accepted(line, submission);
        } catch (ProblemException refused) {
            if (refused.problem() == Problem.NOT_ACCEPTED || refused.problem() == Problem.ACCEPTANCE_UNKNOWN) {
                throw refused;
            }
            return problem(line, refused);
        }
    }

    private static byte[] accepted(long line, Submission submission) {
        return write(line, switch (submission) {
            case Submission.Sent sent -> Objects.requireNonNull(WriteAnswers.of(sent, Optional.empty()).getBody());
            case Submission.Repeated repeated -> RepeatAnswers.operation(repeated);
            case Submission.KeyReused reused -> throw RepeatAnswers.refusal(reused, Optional.empty());
        });
    }

    byte[] problem(long line, ProblemException problem) {
        return write(line, ProblemDocument.of(problem.problem(), problem.detail(), path, trace.traceId(),
                problem.violations()));
    }

    private static byte[] write(long line, Object document) {
        byte[] json = JSON.writeValueAsBytes(new Numbered(line, document));
        byte[] terminated = new byte[json.length + 1];
        System.arraycopy(json, 0, terminated, 0, json.length);
        terminated[json.length] = '\n';
        return terminated;
    }
}
