package io.spillway.benchmarks.report;

/** The few colours, all readable on white and told apart by the colour-blind. */
enum Ink {
    PAPER(0xFFFFFF), TEXT(0x222222), BAR(0x7A9CC6), HIGHLIGHT(0xD9822B), WHISKER(0x333333), GRID(0xDDDDDD);

    private final int rgb;

    Ink(int rgb) {
        this.rgb = rgb;
    }

    int rgb() {
        return rgb;
    }

    String hex() {
        return "#%06X".formatted(rgb);
    }
}
