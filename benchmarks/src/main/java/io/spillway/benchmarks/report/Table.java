package io.spillway.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown, the first column to the left and all others to the right. */
public final class Table {

    private final List<String> lines = new ArrayList<>();
    private final int columns;

    public Table(String... headings) {
        columns = headings.length;
        row(headings);
        lines.add("|---" + "|--:".repeat(columns - 1) + "|");
    }

    public Table row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("A row of " + cells.length + " cells in a table of " + columns);
        }
        lines.add("| " + String.join(" | ", cells) + " |");
        return this;
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
