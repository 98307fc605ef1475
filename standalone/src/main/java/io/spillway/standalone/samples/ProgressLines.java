package io.spillway.standalone.samples;

import java.io.PrintStream;
import java.util.Locale;

/** A line whenever another quarter is accepted or written, for logs and pipes. */
final class ProgressLines implements SampleProgress {

    private static final int STEPS = 4;

    private final PrintStream out;
    private long shown;

    ProgressLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(long accepted, long written, int all) {
        long steps = STEPS * accepted / Math.max(1, all) + STEPS * written / Math.max(1, all);
        if (steps > shown) {
            shown = steps;
            out.println(String.format(Locale.ROOT, "%,d accepted, %,d written of %,d", accepted, written, all));
        }
    }

    @Override
    public void end() {}
}
