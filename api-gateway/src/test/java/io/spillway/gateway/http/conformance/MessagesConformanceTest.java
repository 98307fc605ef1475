package io.spillway.gateway.http.conformance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.spillway.gateway.http.conformance.TheGateway.CONTENT;
import static io.spillway.gateway.http.conformance.TheGateway.ORDER;
import static io.spillway.gateway.http.conformance.TheGateway.assertRawProblem;
import static io.spillway.gateway.http.conformance.TheGateway.gateway;
import static io.spillway.gateway.http.conformance.TheGateway.published;
import static io.spillway.gateway.http.conformance.TheGateway.thereIsAnOrder;
import static org.assertj.core.api.Assertions.assertThat;

/** How requests are read from the connection: content that nobody asked for, and content that waits to be asked for. */
@ExtendWith(TheGateway.class)
class MessagesConformanceTest {

    private static final String CONTINUE = "HTTP/1.1 100 \r\n\r\n";

    /** RFC 9110 §9.3.1 and §9.3.5: content of GET and DELETE means nothing; RFC 9112 §6: it is no request either. */
    @ParameterizedTest
    @CsvSource({"GET, 200", "DELETE, 202"})
    void contentThatMeansNothingIsReadOver(String method, int status) {
        thereIsAnOrder();
        String smuggled = "TRACE /v1/smuggled HTTP/1.1\r\n\r\n";

        String answers = gateway().sendRaw(method + " " + ORDER + " HTTP/1.1\r\nHost: x\r\n{credentials}"
                + "Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: " + smuggled.length()
                + "\r\n\r\n" + smuggled + "GET /nowhere HTTP/1.1\r\nHost: x\r\n{credentials}Connection: close\r\n\r\n");

        assertThat(answers).startsWith("HTTP/1.1 " + status).contains("HTTP/1.1 404 ").doesNotContain("smuggled");
    }

    /** RFC 9110 §10.1.1: who asks is told to go on when the content is wanted. */
    @Test
    void whoAsksBeforeSendingContentIsToldToGoOn() {
        String answer = gateway().sendRaw(expecting("100-Continue", "{credentials}", CONTENT));

        assertThat(answer).startsWith(CONTINUE + "HTTP/1.1 202 ");
        assertThat(published()).hasSize(1);
    }

    /** RFC 9110 §10.1.1: a final status at once saves the transfer. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                            | 1000   | 401
            {credentials}                   | 70000  | 413
            {credentials}Accept: text/html~ | 1000   | 406
            {credentials}Content-Encoding: gzip~ | 1000 | 415
            """)
    void whoIsRefusedAnywayIsNotAskedForContent(String headers, int length, int status) {
        String more = headers == null ? "" : headers.replace("~", "\r\n");

        String answer = gateway().sendRaw("POST /v1/orders HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                + "Content-Type: application/json\r\n" + more + "Content-Length: " + length + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    }

    /** RFC 9110 §10.1.1 and §15.5.18. */
    @ParameterizedTest
    @ValueSource(strings = {"200-ok", "100-continue, wonders"})
    void anotherExpectationFails(String expectation) {
        assertRawProblem(gateway().sendRaw(expecting(expectation, "{credentials}", CONTENT)), 417,
                "expectation-failed");
        assertThat(published()).isEmpty();
    }

    private static String expecting(String expectation, String headers, String body) {
        return "POST /v1/orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nExpect: "
                + expectation + "\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
