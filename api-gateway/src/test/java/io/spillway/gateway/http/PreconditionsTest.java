package io.spillway.gateway.http;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PreconditionsTest {

    @Test
    void withoutAConditionEveryVersionWillDo() {
        assertThat(Preconditions.of(new MockHttpServletRequest())).isEqualTo(new Preconditions(null, false));
    }

    @Test
    void anyVersionWillDoForAStar() {
        assertThat(Preconditions.of(ifMatch(" * "))).isEqualTo(new Preconditions(null, false));
    }

    /** RFC 9110 §13.1.1. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"3\"                 | 3",
            "\"3\",\"4\"           | 3 4",
            "\"3\" \t,\t \"4\" ,   | 3 4",
            ",, \"3\"              | 3",
            "\"9007199254740993\"  | 9007199254740993"})
    void itsVersionsAreTheStrongTagsOfTheList(String header, String versions) {
        assertThat(Preconditions.of(ifMatch(header)).versions())
                .isEqualTo(Arrays.stream(versions.split(" ", -1)).map(Long::valueOf).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"3\"", "\"\"", "\"03\"", "\"+3\"", "\"x\"", "\"0\"", "\"-1\"", "\"a,b\"",
            "\"99999999999999999999\"", "\"*\""})
    void aTagThatNoOrderCanHaveMatchesNothing(String tag) {
        assertThat(Preconditions.of(ifMatch(tag)).versions()).isEmpty();
        assertThat(Preconditions.of(ifMatch(tag + ", \"7\"")).versions()).containsExactly(7L);
    }

    @Test
    void fieldsOfOneNameAreOneList() {
        MockHttpServletRequest request = ifMatch("\"3\"");
        request.addHeader("If-Match", "\"4\"");

        assertThat(Preconditions.of(request).versions()).isEqualTo(List.of(3L, 4L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "3", "\"3", "3\"", "\"3\" \"4\"", "w/\"3\"", "\" 3\"", "W/ \"3\"", "*, \"3\"",
            "\"3\", *",
            "W/"})
    void whatIsNoListOfTagsIsRefused(String header) {
        assertThatThrownBy(() -> Preconditions.of(ifMatch(header))).isInstanceOfSatisfying(ProblemException.class,
                refused -> assertThat(refused.problem()).isEqualTo(Problem.INVALID_PRECONDITION));
    }

    private static MockHttpServletRequest ifMatch(String value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("If-Match", value);
        return request;
    }
}
