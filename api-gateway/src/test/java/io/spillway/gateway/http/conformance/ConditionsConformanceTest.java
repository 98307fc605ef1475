package io.spillway.gateway.http.conformance;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.spillway.gateway.http.conformance.TheGateway.ORDER;
import static io.spillway.gateway.http.conformance.TheGateway.ORDERS;
import static io.spillway.gateway.http.conformance.TheGateway.PROBLEM;
import static io.spillway.gateway.http.conformance.TheGateway.assertProblem;
import static io.spillway.gateway.http.conformance.TheGateway.get;
import static io.spillway.gateway.http.conformance.TheGateway.orderService;
import static io.spillway.gateway.http.conformance.TheGateway.published;
import static io.spillway.gateway.http.conformance.TheGateway.thereIsAnOrder;
import static io.spillway.gateway.http.conformance.TheGateway.write;
import static org.assertj.core.api.Assertions.assertThat;

/** Conditions, as far as the gateway has to do with them: it passes them on to where the order is. */
@ExtendWith(TheGateway.class)
class ConditionsConformanceTest {

    /** RFC 9110 §13.1.1 and §13.1.2, and §5.3: lines of one name are one list. */
    @ParameterizedTest
    @ValueSource(strings = {"If-Match", "If-None-Match"})
    void aConditionOnAReadReachesWhereTheOrderIs(String header) {
        thereIsAnOrder();

        get(ORDER, header, "\"1\", W/\"2\"", header, "*");

        assertThat(orderService().asked).singleElement().satisfies(
                asked -> assertThat(asked.headers().get(header)).containsExactly("\"1\", W/\"2\", *"));
    }

    /** RFC 9110 §13.1.1 and §15.5.13. */
    @Test
    void aReadWhoseConditionFailsIsToldSo() {
        orderService().answers(412, Map.of("Content-Type", PROBLEM), "{\"code\":\"version-mismatch\",\"status\":412}");

        assertProblem(get(ORDER, "If-Match", "\"1\""), 412, "version-mismatch");
    }

    /** RFC 9110 §13.1.3 and §13.1.4: without a date of modification they must be ignored. */
    @ParameterizedTest
    @ValueSource(strings = {"If-Modified-Since", "If-Unmodified-Since"})
    void aConditionOnADateIsIgnored(String header) {
        String longAgo = "Sat, 29 Oct 1994 19:43:31 GMT";
        String farAway = "Fri, 29 Oct 2094 19:43:31 GMT";
        thereIsAnOrder();

        for (String date : List.of(longAgo, farAway, "yesterday")) {
            assertThat(get(ORDER, header, date).statusCode()).isEqualTo(200);
            assertThat(write("PATCH", header, date).statusCode()).isEqualTo(202);
        }
        assertThat(get(ORDER).headers().firstValue("Last-Modified")).isEmpty();
        assertThat(published()).hasSize(3);
    }

    /** RFC 9110 §8.8.3: a list has no entity tag; to ignore a condition on it is to read it once more, and nothing worse. */
    @Test
    void aConditionOnAListIsIgnored() {
        orderService().answers(200, Map.of("Content-Type", "application/json"), "{\"data\":[]}");

        assertThat(get(ORDERS, "If-None-Match", "\"1\"").statusCode()).isEqualTo(200);
        assertThat(get(ORDERS, "If-Match", "\"1\"").statusCode()).isEqualTo(200);
    }
}
