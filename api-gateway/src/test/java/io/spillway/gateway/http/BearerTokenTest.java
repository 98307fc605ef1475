package io.spillway.gateway.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BearerTokenTest {

    /** RFC 6750 §2.1, with RFC 9110 §11.2's one space or more. */
    private static final Pattern RULE = Pattern.compile("(?i)bearer +([A-Za-z0-9._~+/-]+=*) *");

    @Test
    void takesNothingButTheCharactersOfATokenForOne() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_VALUE).mapToObj(c -> "Bearer a" + (char) c + "b"))
                .allSatisfy(BearerTokenTest::findsWhatTheRuleFinds);
    }

    @Test
    void findsTheTokenWhereverSpacesAndPaddingAre() {
        List<String> parts = List.of(" ", "=", "a", ".", ",", "Bearer");
        Stream<String> fields = Stream.of("Bearer", "bEARER", "Beare", "");
        for (int i = 0; i < 5; i++) {
            fields = fields.flatMap(start -> Stream.concat(Stream.of(start), parts.stream().map(start::concat)));
        }

        assertThat(fields.distinct()).hasSizeGreaterThan(10_000).allSatisfy(BearerTokenTest::findsWhatTheRuleFinds);
    }

    private static void findsWhatTheRuleFinds(String field) {
        Matcher rule = RULE.matcher(field);
        assertThat(BearerToken.in(field)).isEqualTo(rule.matches() ? rule.group(1) : null);
    }
}
