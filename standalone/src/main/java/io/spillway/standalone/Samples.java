package io.spillway.standalone;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.spillway.standalone.samples.HttpOrderSender;
import io.spillway.standalone.samples.SampleFile;
import io.spillway.standalone.samples.SampleProgress;
import io.spillway.standalone.samples.SampleRun;
import io.spillway.standalone.samples.WriterCounts;

/** Puts a sample run together: real HTTP to the gateway, and the writer's own counters. */
final class Samples {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Samples() {}

    static SampleRun of(Spillway spillway, PrintStream out) {
        MeterRegistry writer = spillway.context(Service.WRITER_SERVICE).getBean(MeterRegistry.class);
        URI orders = URI.create(spillway.url(Service.API_GATEWAY) + "/v1/orders");
        return new SampleRun(SampleFile.lines(), new HttpOrderSender(orders, spillway.demoUser().headers(), PATIENCE),
                () -> WriterCounts.of(writer), SampleProgress.on(out), PATIENCE);
    }
}
