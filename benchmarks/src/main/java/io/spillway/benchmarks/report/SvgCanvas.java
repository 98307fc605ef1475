package io.spillway.benchmarks.report;

import java.util.Locale;

/** Writes SVG 1.1. */
final class SvgCanvas implements Canvas {

    private final StringBuilder svg = new StringBuilder();

    SvgCanvas(int width, int height) {
        svg.append(String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                        + "font-family=\"sans-serif\" font-size=\"%d\">%n",
                width, height, width, height, PngCanvas.FONT_SIZE));
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Ink ink) {
        svg.append(String.format(Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                x, y, width, height,
                ink.hex()));
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Ink ink) {
        svg.append(String.format(Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x1, y1, x2, y2, ink.hex()));
    }

    @Override
    public void text(double x, double y, String text, Align align, boolean bold) {
        svg.append(String.format(Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" text-anchor=\"%s\"%s>%s</text>%n",
                x, y, Ink.TEXT.hex(),
                align == Align.LEFT ? "start" : "end", bold ? " font-weight=\"bold\"" : "", escape(text)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return svg + "</svg>\n";
    }
}
