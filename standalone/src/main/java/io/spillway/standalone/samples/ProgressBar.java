package io.spillway.standalone.samples;

import java.io.PrintStream;
import java.util.Locale;

/** One line, written over again and again. Accepted but not yet written shows as dashes. */
final class ProgressBar implements SampleProgress {

    private static final int WIDTH = 40;

    private final PrintStream out;

    ProgressBar(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(long accepted, long written, int all) {
        int done = cells(written, all);
        int taken = Math.max(done, cells(accepted, all));
        out.print("\r[" + "#".repeat(done) + "-".repeat(taken - done) + " ".repeat(WIDTH - taken) + "] "
                + String.format(Locale.ROOT, "%,d accepted, %,d written of %,d", accepted, written, all));
        out.flush();
    }

    private static int cells(long part, int all) {
        return (int) Math.min(WIDTH, WIDTH * part / Math.max(1, all));
    }

    @Override
    public void end() {
        out.println();
    }
}
