package io.spillway.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Draws a chart twice, once to be scaled and once for those who can't. */
final class Pictures {

    private Pictures() {}

    static void write(Chart chart, Path folder, String name) throws IOException {
        SvgCanvas svg = new SvgCanvas(chart.width(), chart.height());
        draw(chart, svg);
        Files.writeString(folder.resolve(name + ".svg"), svg.toString());
        PngCanvas png = new PngCanvas(chart.width(), chart.height());
        draw(chart, png);
        png.write(folder.resolve(name + ".png"));
    }

    private static void draw(Chart chart, Canvas canvas) {
        canvas.rectangle(0, 0, chart.width(), chart.height(), Ink.PAPER);
        chart.draw(canvas);
    }
}
