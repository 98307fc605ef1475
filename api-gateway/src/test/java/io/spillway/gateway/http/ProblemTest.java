package io.spillway.gateway.http;

import io.spillway.contract.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemTest {

    @ParameterizedTest
    @EnumSource
    void aRefusalKeepsItsCode(RefusalCode refusal) {
        assertThat(Problem.of(refusal).code()).isEqualTo(refusal.code());
    }

    /** RFC 9110 §15. */
    @ParameterizedTest
    @CsvSource({
            "order-not-found, 404", "version-mismatch, 412", "order-already-exists, 412", "order-id-retired, 409",
            "illegal-status-transition, 409", "order-not-editable, 409", "invalid-order, 422",
            "idempotency-key-reused, 422", "dead-lettered, 500"})
    void aRefusalHasTheStatusOfTheHttpContract(String code, int status) {
        assertThat(RefusalCode.of(code).map(Problem::of).map(Problem::status)).contains(status);
    }

    /** RFC 9457 §3.1.1: the type, which holds the code, identifies the kind of problem. */
    @Test
    void noTwoProblemsShareACode() {
        assertThat(Problem.values()).extracting(Problem::code).doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
    }

    @ParameterizedTest
    @CsvSource({
            "400, BAD_REQUEST", "404, NOT_FOUND", "405, METHOD_NOT_ALLOWED", "418, BAD_REQUEST",
            "500, INTERNAL_ERROR", "502, INTERNAL_ERROR", "503, UNAVAILABLE"})
    void everyStatusHasAProblem(int status, Problem problem) {
        assertThat(Problem.ofStatus(status)).isEqualTo(problem);
    }
}
