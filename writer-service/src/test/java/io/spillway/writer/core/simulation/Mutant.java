package io.spillway.writer.core.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The protocol with one mistake in it, as a change of the source, so that what fails is the code as it is and not a copy
 * that went its own way.
 */
final class Mutant {

    private static final Path MAIN = Path.of("src/main/java/io/spillway/writer/core");
    private static final Path SIMULATION = Path.of("src/test/java/io/spillway/writer/core/simulation");

    private final String mistake;
    private final List<Change> changes = new ArrayList<>();

    private Mutant(String mistake) {
        this.mistake = mistake;
    }

    private record Change(Path file, String from, String to) {}

    static Mutant that(String makesMistake) {
        return new Mutant(makesMistake);
    }

    /** A mistake in the production code. */
    Mutant inCore(String type, String from, String to) {
        changes.add(new Change(MAIN.resolve(type + ".java"), from, to));
        return this;
    }

    /** A mistake in what stands for the lane, the adapters or the database in a simulation. */
    Mutant inSurroundings(String type, String from, String to) {
        changes.add(new Change(SIMULATION.resolve(type + ".java"), from, to));
        return this;
    }

    /** The changed sources, by the file they are in. */
    Map<Path, String> sources() {
        Map<Path, String> sources = new LinkedHashMap<>();
        for (Change change : changes) {
            String source = sources.computeIfAbsent(change.file, Mutant::read);
            Matcher place = inAnyLayout(change.from).matcher(source);
            if (place.results().count() != 1) {
                throw new IllegalStateException("To make the mutant that " + mistake + ", " + change.file
                        + " must hold exactly once:\n" + change.from
                        + "\nWhen the code has changed, change the mutant with it.");
            }
            sources.put(change.file, place.replaceAll(Matcher.quoteReplacement(change.to)));
        }
        return sources;
    }

    private static Pattern inAnyLayout(String code) {
        return Pattern.compile(Arrays.stream(code.strip().split("\\s+")).map(Pattern::quote)
                .collect(Collectors.joining("\\s+")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String toString() {
        return mistake;
    }
}
