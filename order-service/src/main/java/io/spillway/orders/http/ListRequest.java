package io.spillway.orders.http;

import java.util.List;
import java.util.Optional;

import io.spillway.orders.core.OrderFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** What the query of {@code GET /v1/orders} asks for. */
sealed interface ListRequest {

    record Valid(OrderFilter filter, int limit, @Nullable String cursor) implements ListRequest {

        /** The same list, continued at {@code nextCursor}. */
        String next(String nextCursor) {
            return UriComponentsBuilder.fromPath("/v1/orders")
                    .queryParamIfPresent(ListParameters.STATUS, Optional.ofNullable(filter.status()))
                    .queryParamIfPresent(ListParameters.CUSTOMER_ID, Optional.ofNullable(filter.customerId()))
                    .queryParamIfPresent(ListParameters.CREATED_FROM, Optional.ofNullable(filter.createdFrom()))
                    .queryParamIfPresent(ListParameters.CREATED_TO, Optional.ofNullable(filter.createdTo()))
                    .queryParam(ListParameters.LIMIT, limit)
                    .queryParam(ListParameters.CURSOR, nextCursor)
                    .encode()
                    .build()
                    .toUriString();
        }
    }

    /** @param errors every wrong parameter */
    record Invalid(List<Problem.ParameterError> errors) implements ListRequest {

        public Invalid {
            errors = List.copyOf(errors);
        }
    }
}
