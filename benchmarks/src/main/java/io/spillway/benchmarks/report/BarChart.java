package io.spillway.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Horizontal bars from zero, each with a whisker from its lowest to its highest value.
 *
 * @param unit of all values
 * @param bars from top to bottom
 */
public record BarChart(String title, String unit, List<Bar> bars) implements Chart {

    private static final int WIDTH = 760;
    private static final int LABELS = 170;
    private static final int FIGURES = 90;
    private static final int TOP = 58;
    private static final int BAR = 22;
    private static final int STEP = 34;
    private static final int MARGIN = 16;

    public BarChart {
        bars = List.copyOf(bars);
    }

    /** @param highlighted the one that the chart is about */
    public record Bar(String label, Spread value, boolean highlighted) {}

    /** Writes {@code <name>.svg} and {@code <name>.png}, the same picture. */
    public void write(Path folder, String name) throws IOException {
        Pictures.write(this, folder, name);
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return TOP + STEP * bars.size() + MARGIN;
    }

    @Override
    public void draw(Canvas canvas) {
        canvas.text(MARGIN, 22, title, Canvas.Align.LEFT, true);
        canvas.text(MARGIN, 42, unit, Canvas.Align.LEFT, false);
        double highest = bars.stream().mapToDouble(bar -> bar.value().highest()).max().orElse(1);
        double scale = (WIDTH - LABELS - FIGURES - MARGIN) / Math.max(highest, Double.MIN_NORMAL);
        for (int i = 0; i < bars.size(); i++) {
            draw(canvas, bars.get(i), TOP + i * STEP, scale);
        }
        canvas.line(LABELS, TOP - 6, LABELS, TOP + bars.size() * STEP - 6, Ink.GRID);
    }

    private static void draw(Canvas canvas, Bar bar, double y, double scale) {
        Spread value = bar.value();
        double middle = y + BAR / 2.0;
        canvas.text(LABELS - 8, middle + 5, bar.label(), Canvas.Align.RIGHT, bar.highlighted());
        canvas.rectangle(LABELS, y, value.median() * scale, BAR, bar.highlighted() ? Ink.HIGHLIGHT : Ink.BAR);
        double from = LABELS + value.lowest() * scale;
        double to = LABELS + value.highest() * scale;
        canvas.line(from, middle, to, middle, Ink.WHISKER);
        canvas.line(from, middle - 4, from, middle + 4, Ink.WHISKER);
        canvas.line(to, middle - 4, to, middle + 4, Ink.WHISKER);
        canvas.text(to + 8, middle + 5, Figures.of(value.median()), Canvas.Align.LEFT, bar.highlighted());
    }
}
