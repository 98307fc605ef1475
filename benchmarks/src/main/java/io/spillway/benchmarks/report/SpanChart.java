package io.spillway.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * When things began and ended, from zero seconds on.
 *
 * @param spans from top to bottom
 */
public record SpanChart(String title, String unit, List<Span> spans) implements Chart {

    private static final int WIDTH = 760;
    private static final int LABELS = 170;
    private static final int FIGURES = 60;
    private static final int TOP = 58;
    private static final int BAR = 16;
    private static final int STEP = 24;
    private static final int MARGIN = 16;

    public SpanChart {
        spans = List.copyOf(spans);
    }

    /** @param highlighted what the chart is about */
    public record Span(String label, double from, double to, boolean highlighted) {}

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return TOP + STEP * spans.size() + MARGIN;
    }

    /** Writes {@code <name>.svg} and {@code <name>.png}. */
    public void write(Path folder, String name) throws IOException {
        Pictures.write(this, folder, name);
    }

    @Override
    public void draw(Canvas canvas) {
        canvas.text(MARGIN, 22, title, Canvas.Align.LEFT, true);
        canvas.text(MARGIN, 42, unit, Canvas.Align.LEFT, false);
        double end = spans.stream().mapToDouble(Span::to).max().orElse(1);
        double scale = (WIDTH - LABELS - FIGURES - MARGIN) / end;
        for (int second = 0; second <= end; second++) {
            double x = LABELS + second * scale;
            canvas.line(x, TOP - 6, x, TOP + spans.size() * STEP, Ink.GRID);
        }
        for (int i = 0; i < spans.size(); i++) {
            draw(canvas, spans.get(i), TOP + i * STEP, scale);
        }
    }

    private static void draw(Canvas canvas, Span span, double y, double scale) {
        canvas.text(LABELS - 8, y + BAR - 3, span.label(), Canvas.Align.RIGHT, span.highlighted());
        canvas.rectangle(LABELS + span.from() * scale, y, Math.max(1, (span.to() - span.from()) * scale), BAR,
                span.highlighted() ? Ink.HIGHLIGHT : Ink.BAR);
        canvas.text(LABELS + span.to() * scale + 6, y + BAR - 3, Figures.of(span.to()), Canvas.Align.LEFT,
                span.highlighted());
    }
}
