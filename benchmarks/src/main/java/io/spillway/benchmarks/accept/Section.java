package io.spillway.benchmarks.accept;

import java.util.List;

/**
 * A part of the report: things measured alike, in turn.
 *
 * @param name  of its files
 * @param notes what else there is to say of it, a paragraph each
 */
record Section(String name, String title, List<Series> series, List<String> notes) {

    Section {
        series = List.copyOf(series);
        notes = List.copyOf(notes);
    }
}
