package io.spillway.gateway.http.conformance;

import java.net.http.HttpResponse;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.spillway.contract.outcome.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.spillway.gateway.http.conformance.TheGateway.JSON;
import static io.spillway.gateway.http.conformance.TheGateway.ORDER;
import static io.spillway.gateway.http.conformance.TheGateway.ORDERS;
import static io.spillway.gateway.http.conformance.TheGateway.SHOP;
import static io.spillway.gateway.http.conformance.TheGateway.get;
import static io.spillway.gateway.http.conformance.TheGateway.list;
import static io.spillway.gateway.http.conformance.TheGateway.operation;
import static io.spillway.gateway.http.conformance.TheGateway.orderService;
import static io.spillway.gateway.http.conformance.TheGateway.send;
import static io.spillway.gateway.http.conformance.TheGateway.sendAsIs;
import static io.spillway.gateway.http.conformance.TheGateway.theWriterAnswers;
import static io.spillway.gateway.http.conformance.TheGateway.thereIsAnOrder;
import static io.spillway.gateway.http.conformance.TheGateway.write;
import static org.assertj.core.api.Assertions.assertThat;

/** What caches may keep, and for whom. */
@ExtendWith(TheGateway.class)
class CachingConformanceTest {

    /**
     * RFC 9110 §12.5.5, on every answer of a resource, errors too; RFC 7240 §2 for Prefer. If-None-Match is no reason to vary:
     * it only asks whether what a cache has is still good.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /v1/orders/01a20423-2af3-7546-b9cc-ecd62cdde46e | accept, authorization, consumerkey
            HEAD   | /v1/orders/01a20423-2af3-7546-b9cc-ecd62cdde46e | accept, authorization, consumerkey
            GET    | /v1/orders                                      | accept, authorization, consumerkey
            GET    | /v1/orders/no-id                                | accept, authorization, consumerkey
            GET    | /v1/auth/me                                     | accept, authorization, consumerkey
            POST   | /v1/orders                                      | accept, authorization, consumerkey, prefer
            PUT    | /v1/orders/01a20423-2af3-7546-b9cc-ecd62cdde46e | accept, authorization, consumerkey, prefer
            PATCH  | /v1/orders/01a20423-2af3-7546-b9cc-ecd62cdde46e | accept, authorization, consumerkey, prefer
            DELETE | /v1/orders/01a20423-2af3-7546-b9cc-ecd62cdde46e | accept, authorization, consumerkey, prefer
            GET    | /v1/operations/x                                | accept, authorization, consumerkey, prefer
            GET    | /.well-known/jwks.json                          | accept
            """)
    void anAnswerNamesTheHeadersItDependsOn(String method, String target, String headers) {
        thereIsAnOrder();

        HttpResponse<String> bad = send(method, target, "");
        HttpResponse<String> good = method.startsWith("P") ? write(method) : bad;
        HttpResponse<String> unknown = sendAsIs(method, target);

        assertThat(Stream.of(bad, good, unknown).map(CachingConformanceTest::vary))
                .containsOnly(new TreeSet<>(Set.of(headers.split(", "))));
    }

    /** What CORS adds to every answer (Fetch §3.2.5) is about the origin of pages, and not of interest here. */
    private static Set<String> vary(HttpResponse<String> answer) {
        Set<String> corsWants = Set.of("origin", "access-control-request-method", "access-control-request-headers");
        assertThat(list(answer, "Vary")).doesNotHaveDuplicates();
        return list(answer, "Vary").stream().map(String::toLowerCase).filter(name -> !corsWants.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Fetch §3.2.5 and RFC 9110 §12.5.5: where pages of some origins may call, the answer depends on the origin. */
    @Test
    void whereCorsIsOnEveryAnswerDependsOnTheOrigin() {
        assertThat(list(get(ORDERS), "Vary")).contains("Origin");
        assertThat(list(get(ORDERS, "Origin", SHOP), "Vary")).contains("Origin");
    }

    /** RFC 9111 §5.2.2.5 and §5.2.2.7: an order is its owner's, so no shared cache keeps it; all else about it nobody keeps. */
    @Test
    void noSharedCacheKeepsAnOrder() {
        String operation = operation();
        HttpResponse<String> accepted = write("POST");
        theWriterAnswers(new Outcome.Applied(1));
        List<HttpResponse<String>> kept = List.of(accepted, write("POST", "Prefer", "wait=1"),
                write("PUT", "Prefer", "wait=1"), write("PATCH", "Prefer", "wait=1"), get(operation),
                get("/v1/orders/x"),
                get("/v1/auth/me"));
        thereIsAnOrder();

        assertThat(list(get(ORDER), "Cache-Control")).containsExactly("private", "no-cache");
        assertThat(kept).allSatisfy(answer -> assertThat(list(answer, "Cache-Control")).contains("no-store"));
    }

    /** RFC 9111 §5.2.2.9: the keys that tokens are checked with are everybody's. */
    @Test
    void everybodyMayKeepTheKeySet() {
        assertThat(list(get("/.well-known/jwks.json"), "Cache-Control")).containsExactly("max-age=300", "public");
    }

    /** RFC 9110 §15.4.5: with the fields that the 200 would have had, and none that describe content. */
    @Test
    void anUnchangedOrderIsNotSentAgain() {
        orderService().answers(304, Map.of("ETag", "\"3\"", "Cache-Control", "private, no-cache"), "");

        HttpResponse<String> answer = get(ORDER, "If-None-Match", "\"3\"");

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("ETag")).contains("\"3\"");
        assertThat(list(answer, "Cache-Control")).containsExactly("private", "no-cache");
        assertThat(vary(answer)).containsExactly("accept", "authorization", "consumerkey");
        assertThat(answer.headers().firstValue("Date")).isPresent();
        assertThat(answer.headers().map()).doesNotContainKeys("content-type", "content-length", "content-encoding");
    }

    /** RFC 9110 §6.6.1. */
    @Test
    void everyAnswerHasItsDate() {
        for (HttpResponse<String> answer : List.of(get(ORDERS), write("POST"), get("/nowhere"),
                sendAsIs("GET", ORDERS))) {
            ZonedDateTime date = ZonedDateTime.parse(answer.headers().firstValue("Date").orElseThrow(),
                    DateTimeFormatter.RFC_1123_DATE_TIME);
            assertThat(date).isAfter(ZonedDateTime.now().minusMinutes(1));
        }
    }

    /** RFC 9110 §14.2 lets a server ignore Range, and a list or an order is small. */
    @Test
    void aRangeIsTheWhole() {
        thereIsAnOrder();

        HttpResponse<String> answer = get(ORDER, "Range", "bytes=0-1", "If-Range", "\"3\"");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"version\":3}");
        assertThat(answer.headers().firstValue("Content-Type")).contains(JSON);
    }
}
