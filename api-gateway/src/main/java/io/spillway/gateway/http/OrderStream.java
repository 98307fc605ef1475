package io.spillway.gateway.http;

import java.io.IOException;

import io.spillway.contract.order.OrderContent;
import io.spillway.gateway.core.IdempotencyKey;
import io.spillway.gateway.core.Pauses;
import io.spillway.gateway.core.RequestContext;
import io.spillway.gateway.core.RideOut;
import io.spillway.gateway.core.SubmitCommand;
import io.spillway.gateway.core.identity.Pace;
import io.spillway.gateway.core.identity.RateLimit;
import io.spillway.gateway.http.stream.Answer;
import io.spillway.gateway.http.stream.Answers;
import io.spillway.gateway.http.stream.Delivery;
import io.spillway.gateway.http.stream.Line;
import io.spillway.gateway.http.stream.LineReader;
import io.spillway.gateway.http.stream.PatientConnection;
import io.spillway.gateway.http.stream.Stall;
import io.spillway.gateway.http.stream.Window;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;

/**
 * One request with many orders. Its own thread reads lines; each line is submitted in a thread of its own; one more thread
 * puts their answers in order, and another one sends them, so that nobody waits for a client that does not read yet.
 *
 * <pre>
 * body -> LineReader -> Window (in flight, bounded) -> Answers (memory, then a file, bounded) -> client
 * </pre>
 *
 * When one of them is full, those before it wait, and at last the client does.
 */
final class OrderStream {

    private static final Logger LOG = LoggerFactory.getLogger(OrderStream.class);

    private static final int MEMORY = 256 * 1024;
    /** Of lines in flight. An answer to one is at most some times as long as the line. */
    private static final int IN_FLIGHT_BYTES = 1024 * 1024;
    /** What a line in flight takes besides its bytes, about. */
    private static final int OVERHEAD = 256;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final RequestContext context;
    private final SubmitCommand submit;
    private final NdjsonSettings settings;
    private final PatientConnection connection;
    private final OrderLines lines;
    private final Window<Answer> window;
    private final Stall stall;
    private final Pace pace;
    private final RideOut rideOut;
    private volatile @Nullable Delivery delivery;
    private volatile boolean over;
    private volatile boolean stopped;

    OrderStream(HttpServletRequest request, HttpServletResponse response, RequestContext context,
            SubmitCommand submit, RateLimit limit, Pauses pauses, NdjsonSettings settings) {
        this.request = request;
        this.response = response;
        this.context = context;
        this.submit = submit;
        this.settings = settings;
        this.connection = PatientConnection.of(request);
        this.lines = new OrderLines(request.getRequestURI(), context.trace());
        this.window = new Window<>(settings.inFlight(), IN_FLIGHT_BYTES);
        this.stall = new Stall(settings.stallTimeout(), System::nanoTime);
        this.pace = new Pace(limit, context.actor().user(), pauses);
        this.rideOut = new RideOut(settings.rideOut(), pauses, this::isOver);
    }

    /**
     * Answers all lines. As long as nothing is answered yet, a problem of the whole request is the answer.
     *
     * @throws ProblemException when the broker does not take the first order
     */
    void serve() throws IOException {
        LineReader body = new LineReader(stall.watching(request.getInputStream()), BodyLimitFilter.MAX_BYTES);
        Line first = first(body);
        byte[] answer = first == null ? null : alone(first);
        response.setStatus(HttpStatus.ACCEPTED.value());
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        if (first == null || answer == null) {
            return;
        }
        window.put(size(first), Answer.toLine(first.number(), answer));
        try {
            converse(body, begin());
        } catch (IOException gone) {
            LOG.debug("The client went away", gone);
            connection.closeNow();
        }
    }

    private void converse(LineReader body, Delivery begun) throws IOException {
        try {
            readOn(body);
        } catch (IOException gone) {
            over = true;
            throw gone;
        } finally {
            window.finish(null);
            begun.await();
            connection.restore();
        }
        if (begun.hasFailed()) {
            connection.closeNow();
        }
    }

    private @Nullable Line first(LineReader body) {
        try {
            return body.next();
        } catch (IOException gone) {
            throw new HttpMessageNotReadableException("The first line cannot be read", gone,
                    new ServletServerHttpRequest(request));
        }
    }

    /** The answer to the first line, before anything else is published. */
    private byte[] alone(Line line) {
        OrderContent content;
        try {
            content = lines.read(line);
        } catch (ProblemException bad) {
            return lines.problem(line.number(), bad);
        }
        if (stopped) {
            throw OrderStreams.stopping();
        }
        return lines.answerUnlessRefused(line.number(), submit.create(content, of(line)));
    }

    private synchronized Delivery begin() throws IOException {
        response.flushBuffer(); // here, because another thread may not touch the request's headers
        connection.waitForever();
        Delivery begun = new Delivery(window, new Answers(MEMORY, settings.spool().toBytes()), connection,
                response.getOutputStream(), stall);
        delivery = begun;
        begun.start();
        if (stopped) {
            end(begun);
        }
        return begun;
    }

    private void readOn(LineReader body) throws IOException {
        Line line = body.next();
        while (line != null && pace.next(this::isOver) && begin(line)) {
            line = body.next();
        }
    }

    private boolean begin(Line line) {
        long number = line.number();
        try {
            OrderContent content = lines.read(line);
            RequestContext ofLine = of(line);
            return window.begin(size(line), () -> Answer.toLine(number,
                    lines.answer(number, () -> rideOut.submit(() -> submit.create(content, ofLine)))));
        } catch (ProblemException bad) {
            return window.put(size(line), Answer.toLine(number, lines.problem(number, bad)));
        }
    }

    private RequestContext of(Line line) {
        IdempotencyKey key = context.key();
        return key == null
                ? context
                : new RequestContext(context.actor(), context.expectedVersions(), context.patience(), context.trace(),
                        key.ofLine(line.number()));
    }

    private static int size(Line line) {
        return line.content().length + OVERHEAD;
    }

    /** Takes no more lines: what was taken is answered, then the client is told, and the answer ends. */
    synchronized void stop() {
        stopped = true;
        Delivery begun = delivery;
        if (begun != null) {
            end(begun);
        }
    }

    private void end(Delivery begun) {
        begun.endWithin(settings.stopTimeout());
        window.finish(Answer.toNextLine(next -> lines.problem(next, OrderStreams.stopping())));
    }

    /** Whether nothing more of this request is to be published. */
    private boolean isOver() {
        Delivery begun = delivery;
        return over || stopped || (begun != null && begun.hasFailed());
    }
}
