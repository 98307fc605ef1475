package io.spillway.gateway.http;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class PreferenceTest {

    /** RFC 7240 §4.3, and §2 for which of several counts. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "wait=10                              | 10",
            "WAIT = 10                            | 10",
            "wait=\"10\"                          | 10",
            "wait=10; foo=bar                     | 10",
            "respond-async, wait=10               | 10",
            "return=minimal; x=\"a, wait=3\" , wait=10 | 10",
            "x=\"\\\", wait=3\", wait=10          | 10",
            "wait=5, wait=10                      | 5",
            "wait=007                             | 7",
            "wait=31                              | 30",
            "wait=999999999                       | 30"})
    void waitsAsLongAsTheFirstWaitSays(String header, int seconds) {
        assertThat(Preference.of(prefer(header))).contains(new Preference(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wait", "wait=", "wait=0", "wait=-1", "wait=1.5", "wait=1s", "wait=9999999999",
            "waits=3",
            "return=minimal", "x=\"wait=3\"", "x=\"unfinished, wait=3", ",,,", "=3", "wait=٣"})
    void ignoresWhatItCannotUse(String header) {
        assertThat(Preference.of(prefer(header))).isEmpty();
    }

    @Test
    void fieldsOfOneNameAreOneList() {
        MockHttpServletRequest request = prefer("return=minimal");
        request.addHeader("Prefer", "wait=4");

        assertThat(Preference.of(request)).contains(new Preference(Duration.ofSeconds(4)));
        assertThat(Preference.of(request).orElseThrow().applied()).isEqualTo("wait=4");
    }

    private static MockHttpServletRequest prefer(String value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Prefer", value);
        return request;
    }
}
