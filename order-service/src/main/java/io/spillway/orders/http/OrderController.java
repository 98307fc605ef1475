package io.spillway.orders.http;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.spillway.contract.identity.TokenClaims;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderId;
import io.spillway.orders.core.CurrentCaller;
import io.spillway.orders.core.Listing;
import io.spillway.orders.core.VisibleOrders;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/orders} and {@code GET /v1/orders/{id}}. */
@RestController
final class OrderController {

    /**
     * An order is its owner's alone, so no shared cache may keep it; and it may change at any moment, so a private one
     * must ask before it uses it again, which the entity tag makes cheap (RFC 9111 §5.2.2.4, §5.2.2.7).
     */
    private static final String ASK_FIRST = "private, no-cache";

    private static final String[] VARY = {"Accept", "Authorization", TokenClaims.CONSUMER_KEY_HEADER};

    private final VisibleOrders orders;
    private final CurrentCaller caller;

    OrderController(VisibleOrders orders, CurrentCaller caller) {
        this.orders = orders;
        this.caller = caller;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OrderPage(List<Order> data, @Nullable String nextCursor) {}

    @GetMapping(path = "/v1/orders/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> one(@PathVariable("id") String id, HttpServletRequest request) {
        Optional<Order> found = PathId.parse(id).flatMap(uuid -> orders.find(caller.actor(), new OrderId(uuid)));
        if (found.isEmpty()) {
            return ProblemResponses.of(request, ProblemCode.ORDER_NOT_FOUND, "No order of yours has this id.");
        }
        Order order = found.get();
        String tag = "\"" + order.version() + "\"";
        if (isSent(request, HttpHeaders.IF_MATCH) && !tags(request, HttpHeaders.IF_MATCH).matchStrongly(tag)) {
            return ProblemResponses.of(request, ProblemCode.VERSION_MISMATCH, "If-Match does not name its entity tag.");
        }
        boolean known = isSent(request, HttpHeaders.IF_NONE_MATCH)
                && tags(request, HttpHeaders.IF_NONE_MATCH).matchWeakly(tag);
        return ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .header(HttpHeaders.CACHE_CONTROL, ASK_FIRST)
                .varyBy(VARY)
                .eTag(tag)
                .body(known ? null : order);
    }

    private static boolean isSent(HttpServletRequest request, String header) {
        return request.getHeader(header) != null;
    }

    private static EntityTags tags(HttpServletRequest request, String header) {
        return new EntityTags(Collections.list(request.getHeaders(header)));
    }

    @GetMapping(path = "/v1/orders", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> list(HttpServletRequest request) {
        Map<String, String[]> query;
        try {
            query = request.getParameterMap();
        } catch (IllegalStateException undecodable) {
            // Servlet 6.1 has it so, for example for a % without two digits.
            return ProblemResponses.of(request, ProblemCode.INVALID_PARAMETER,
                    "The query is not encoded as a URI wants it.");
        }
        return switch (ListParameters.parse(query)) {
            case ListRequest.Invalid invalid -> ProblemResponses.ofParameters(request, invalid.errors());
            case ListRequest.Valid wanted -> list(wanted, request);
        };
    }

    private ResponseEntity<?> list(ListRequest.Valid wanted, HttpServletRequest request) {
        return switch (orders.list(caller.actor(), wanted.filter(), wanted.cursor(), wanted.limit())) {
            case Listing.InvalidCursor invalid -> ProblemResponses.of(request, ProblemCode.INVALID_CURSOR,
                    "The cursor does not belong to a list with these filters. Start again without it.");
            case Listing.Page page -> page(wanted, page);
        };
    }

    private static ResponseEntity<?> page(ListRequest.Valid wanted, Listing.Page page) {
        // A page has no entity tag to ask with, so keeping one would be of no use.
        ResponseEntity.BodyBuilder response = ResponseEntity.ok().cacheControl(CacheControl.noStore()).varyBy(VARY);
        String nextCursor = page.nextCursor();
        if (nextCursor != null) {
            response.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(wanted.next(nextCursor)));
        }
        return response.body(new OrderPage(page.orders(), nextCursor));
    }
}
