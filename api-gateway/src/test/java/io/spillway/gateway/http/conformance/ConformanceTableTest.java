package io.spillway.gateway.http.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/conformance.md} names tests that exist, in whichever module, and that say which section they are about. */
class ConformanceTableTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!rule)([^|]+) \\|([^|]*)\\| (`.+`) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern SECTION = Pattern.compile("(\\d{4}) (§[\\d.]+)");

    private static Map<String, Path> classes;

    record Row(String rule, List<MatchResult> sections, List<MatchResult> tests) {

        @Override
        public String toString() {
            return rule;
        }
    }

    @BeforeAll
    static void findTests() throws IOException {
        try (Stream<Path> files = Files.find(ROOT, 20,
                (file, attributes) -> file.toString().matches(".*/src/test/java/.*(Test|IT)\\.java"))) {
            classes = files.collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""), Function.identity(),
                    (one, another) -> one));
        }
    }

    static Stream<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(ROOT.resolve("docs/conformance.md"))).results()
                .map(row -> new Row(row.group(1),
                        SECTION.matcher(row.group(2)).results().toList(),
                        TEST.matcher(row.group(3)).results().toList()));
    }

    @Test
    void theTableHasRows() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(80).noneMatch(row -> row.tests().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theTestsOfARuleExistAndNameItsSections(Row row) {
        String documentation = row.tests().stream().map(test -> documentation(test.group(1), test.group(2)))
                .collect(Collectors.joining("\n"));

        assertThat(row.sections()).as("of what is said: %s", documentation)
                .allSatisfy(section -> assertThat(documentation)
                        .contains("RFC " + section.group(1))
                        .containsPattern(Pattern.quote(section.group(2)) + "(?![.\\d]*\\d)"));
    }

    /** What is said about a test, between the end of the member before it and its first line. */
    private static String documentation(String type, String test) {
        assertThat(classes).as("the tests of all modules").containsKey(type);
        String source = read(classes.get(type));
        Matcher method = Pattern.compile("\\n    (?:static )?void " + test + "\\(").matcher(source);
        assertThat(method.find()).as("%s has %s", type, test).isTrue();
        int from = Math.max(source.lastIndexOf("\n    }\n", method.start()), source.indexOf('{'));
        return source.substring(from, method.start());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
