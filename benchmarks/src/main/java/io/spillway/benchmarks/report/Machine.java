package io.spillway.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this runs on, in a line for the report. */
public final class Machine {

    private Machine() {}

    public static String describe() {
        return "%s, %d processors (%s), %s of memory, Java %s (%s)".formatted(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(), processor(), memory(),
                System.getProperty("java.version"), System.getProperty("java.vendor"));
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst("[^:]*:\\s*", "")).findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException elsewhere) {
            return System.getProperty("os.arch");
        }
    }

    private static String memory() {
        return ManagementFactory
                .getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? String.format(Locale.ROOT, "%.0f GB", system.getTotalMemorySize() / 1e9)
                        : "unknown size";
    }

    /** Processor time that was used on all processors since the machine runs; none where Linux doesn't tell. */
    public static Duration cpu() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            String[] all = lines.findFirst().orElse("").split("\\s+", -1);
            // user, nice, system, then idle and waiting, then interrupts
            return ticks(all[1]).plus(ticks(all[2])).plus(ticks(all[3])).plus(ticks(all[6])).plus(ticks(all[7]));
        } catch (IOException | IndexOutOfBoundsException elsewhere) {
            return Duration.ZERO;
        }
    }

    private static Duration ticks(String hundredths) {
        return Duration.ofMillis(Long.parseLong(hundredths) * 10);
    }

    /** How this process collects its garbage, in the JVM's words. */
    public static String collector() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().map(MemoryManagerMXBean::getName)
                .collect(Collectors.joining(", "));
    }

    /** Processor time that this process has used so far. */
    public static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How busy the machine is already, which whoever reads a measurement should know. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
