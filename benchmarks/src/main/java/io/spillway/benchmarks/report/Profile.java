package io.spillway.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a process's processor time went, by samples of its threads that ran Java code.
 *
 * @param samples in all
 * @param top     the methods that ran
 * @param own     the methods of ours nearest to those, with all that they called
 */
public record Profile(long samples, List<Share> top, List<Share> own) {

    private static final int MOST = 15;
    private static final String OURS = "io.spillway.";
    private static final String NONE_OF_OURS = "(none of ours)";

    /** @param part of all samples, from 0 to 1 */
    public record Share(String method, double part) {}

    /** For a JVM, so that it leaves a recording when it ends. */
    public static String javaOption(Path recording) {
        return "-XX:StartFlightRecording:settings=profile,filename=" + recording;
    }

    /** What happened from one moment to another, of a whole recording. */
    public static Profile read(Path recording, Instant from, Instant to) throws IOException {
        Map<String, Long> top = new HashMap<>();
        Map<String, Long> own = new HashMap<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null
                        && event.getStartTime().isAfter(from) && event.getStartTime().isBefore(to)) {
                    List<RecordedFrame> frames = event.getStackTrace().getFrames();
                    top.merge(name(frames.getFirst()), 1L, Long::sum);
                    own.merge(frames.stream().map(Profile::name).filter(name -> name.startsWith(OURS)).findFirst()
                            .orElse(NONE_OF_OURS), 1L, Long::sum);
                }
            }
        }
        long samples = top.values().stream().mapToLong(Long::longValue).sum();
        return new Profile(samples, shares(top, samples), shares(own, samples));
    }

    /** For the report. */
    public String tables() {
        return "%,d samples of threads that ran Java code.%n%n".formatted(samples)
                + table("of ours, with all it called", own) + '\n' + table("on top", top) + '\n';
    }

    private static Table table(String what, List<Share> shares) {
        Table table = new Table("method " + what, "%");
        shares.forEach(share -> table.row("`" + share.method() + "`", Figures.of(share.part() * 100)));
        return table;
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static List<Share> shares(Map<String, Long> counts, long samples) {
        return counts.entrySet().stream().map(entry -> new Share(entry.getKey(), (double) entry.getValue() / samples))
                .sorted(Comparator.comparingDouble(Share::part).reversed()).limit(MOST).toList();
    }
}
