package io.spillway.benchmarks.report;

import java.util.Locale;

/** Numbers as people read them: three significant digits, thousands apart, the same in every country. */
public final class Figures {

    private Figures() {}

    public static String of(double value) {
        double size = Math.abs(value);
        if (size >= 1_000) {
            double unit = Math.pow(10, Math.floor(Math.log10(size)) - 2);
            return String.format(Locale.ROOT, "%,d", Math.round(value / unit) * Math.round(unit));
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f",
                value);
    }
}
