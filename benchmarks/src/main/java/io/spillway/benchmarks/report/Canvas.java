package io.spillway.benchmarks.report;

/** What charts are drawn on; coordinates in pixels from the upper left corner, text by its base line. */
interface Canvas {

    enum Align {
        LEFT, RIGHT
    }

    void rectangle(double x, double y, double width, double height, Ink ink);

    void line(double x1, double y1, double x2, double y2, Ink ink);

    void text(double x, double y, String text, Align align, boolean bold);
}
