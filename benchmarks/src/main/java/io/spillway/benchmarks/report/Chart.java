package io.spillway.benchmarks.report;

/** Something that can be drawn, on white. */
interface Chart {

    int width();

    int height();

    void draw(Canvas canvas);
}
