package io.spillway.gateway.http;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.spillway.contract.order.OrderId;
import io.spillway.gateway.core.OrderReads;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reads: passed on to order-service, and its answers back as they are. */
@RestController
final class OrderReadsController {

    private static final Set<String> PASSED_ON = Set.of("If-Match", "If-None-Match");
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final OrderReads orders;

    OrderReadsController(OrderReads orders) {
        this.orders = orders;
    }

    @GetMapping(path = "/v1/orders/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> one(@PathVariable String id, HttpServletRequest request) {
        OrderId order = OrderIds.parse(id);
        return answer(orders.one(order, passedOn(request), TraceFilter.of(request)));
    }

    @GetMapping(path = "/v1/orders", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> list(HttpServletRequest request) {
        try {
            return answer(orders.list(request.getQueryString(), passedOn(request), TraceFilter.of(request)));
        } catch (IllegalArgumentException notEncoded) {
            throw ProblemException.of(Problem.INVALID_PARAMETER, "The query is not encoded as a URI wants it.");
        }
    }

    private static Map<String, String> passedOn(HttpServletRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : PASSED_ON) {
            List<String> fields = Collections.list(request.getHeaders(name));
            if (!fields.isEmpty()) {
                headers.put(name, String.join(", ", fields)); // one list, however many lines (RFC 9110 §5.3)
            }
        }
        return headers;
    }

    private static ResponseEntity<byte[]> answer(Optional<OrderReads.Reply> reply) {
        OrderReads.Reply answer = reply.orElseThrow(() -> ProblemException.retryLater(Problem.ORDERS_UNAVAILABLE,
                "The service that reads orders does not answer. Writes are not affected.", RETRY));
        return ResponseEntity.status(answer.status())
                .headers(headers -> answer.headers().forEach(headers::addAll))
                .body(answer.body());
    }
}
