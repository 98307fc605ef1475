package io.spillway.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code docs/http-api.md}, as a reader follows it: all its {@code sh} blocks in one shell, and what each prints beside what
 * the block behind it shows.
 *
 * <p>What is shown has lines, each of which must be printed, in any order and case (headers come in any), and from the first line
 * that begins with a brace JSON, which must be all that is printed of it, but for its white space. "…" is anything.
 */
public final class GuidedTour {

    private static final Pattern STEP = Pattern.compile("```sh\n(.*?)```\n(?:\n```(?:json|http)?\n(.*?)```)?",
            Pattern.DOTALL);
    private static final String END = "-- end of step --";
    private static final String ANYTHING = "…";

    private record Step(String commands, String shown) {}

    private final List<Step> steps;

    public GuidedTour(Path document) {
        try {
            steps = STEP.matcher(Files.readString(document)).results()
                    .map(step -> new Step(step.group(1), step.group(2) == null ? "" : step.group(2))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int length() {
        return steps.size();
    }

    /** Every difference between what is shown and what was printed. */
    public List<String> differences(int port, Path folder, Map<String, String> environment) {
        List<String> printed = Arrays.asList(follow(port, folder, environment).split(END + "\n", -1));
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String output = i < printed.size() ? printed.get(i).replace("\r", "") : "nothing: the shell ended before";
            missing(step.shown(), output).forEach(line -> differences.add(
                    "%s\nis not what came of\n%s\nbut\n%s".formatted(line, step.commands(), output)));
        }
        return differences;
    }

    private String follow(int port, Path folder, Map<String, String> environment) {
        String script = steps.stream().map(step -> step.commands() + "printf '\\n%s\\n' '" + END + "'\n")
                .collect(Collectors.joining()).replace("http://localhost:8080", "http://127.0.0.1:" + port);
        try {
            Path file = Files.writeString(folder.resolve("tour.sh"), script);
            ProcessBuilder shell = new ProcessBuilder("bash", file.toString()).directory(folder.toFile())
                    .redirectErrorStream(true);
            shell.environment().putAll(environment);
            return new String(shell.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> missing(String shown, String output) {
        List<String> missing = new ArrayList<>(lines(shown).stream()
                .filter(line -> lines(output).stream().noneMatch(pattern(line).asMatchPredicate())).toList());
        String json = json(shown);
        if (!json.isEmpty() && !pattern(json).matcher(json(output)).matches()) {
            missing.add(json);
        }
        return missing;
    }

    /** Those before the JSON, without empty ones. */
    private static List<String> lines(String text) {
        return text.lines().takeWhile(line -> !line.startsWith("{")).map(String::strip)
                .filter(line -> !line.isEmpty()).toList();
    }

    private static String json(String text) {
        return text.lines().dropWhile(line -> !line.startsWith("{")).collect(Collectors.joining())
                .replaceAll("\\s", "");
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(Arrays.stream(text.split(ANYTHING, -1)).map(Pattern::quote)
                .collect(Collectors.joining(".*")), Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    }
}
