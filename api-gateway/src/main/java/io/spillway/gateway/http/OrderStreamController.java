package io.spillway.gateway.http;

import java.io.IOException;
import java.time.Duration;

import io.spillway.contract.command.Actor;
import io.spillway.gateway.core.CurrentUser;
import io.spillway.gateway.core.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Creates an order for each line of the body, and answers each line with one of its own. */
@RestController
final class OrderStreamController {

    private final OrderStreams streams;
    private final CurrentUser user;

    OrderStreamController(OrderStreams streams, CurrentUser user) {
        this.streams = streams;
        this.user = user;
    }

    /** Whether a body of this type has lines, and no limit of its own. */
    static boolean takes(@Nullable String contentType) {
        try {
            return contentType != null
                    && MediaType.APPLICATION_NDJSON.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException unknown) {
            return false;
        }
    }

    @PostMapping(path = "/v1/orders", consumes = MediaType.APPLICATION_NDJSON_VALUE, produces = MediaType.APPLICATION_NDJSON_VALUE)
    void create(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Preconditions.refuse(request);
        Actor actor = user.actor();
        streams.serve(request, response, new RequestContext(actor, null, Duration.ZERO, TraceFilter.of(request),
                IdempotencyKeys.ofOrders(request, actor.user()).orElse(null)));
    }
}
