package io.spillway.benchmarks.servers;

import java.time.Duration;

import io.spillway.benchmarks.http.Answers;
import io.spillway.benchmarks.http.Arrivals;
import io.spillway.benchmarks.http.LoadGenerator;
import io.spillway.benchmarks.report.Machine;

/**
 * Sends orders to a server, and tells what became of them and what it took.
 *
 * @param ordersEach  in each of the requests
 * @param connections that stay open while requests come at a fixed rate
 * @param saturating  connections to find the highest rate with
 */
public record Load(OrderRequests requests, int ordersEach, int connections, int saturating) {

    /** After which even a caller without a limit of its own is taken to have gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * One run.
     *
     * @param offered   orders a second; 0 where each request waited for the answer before it
     * @param answers   of orders; their latency is that of requests
     * @param server    processor time of the server's process
     * @param generator processor time of this process: of the generator, and of an embedded store and the relays before it
     * @param elsewhere processor time of everything else on this machine, such as the broker
     */
    public record Sample(double offered, Answers answers, Duration server, Duration generator, Duration elsewhere) {}

    /** As many as it takes. */
    public Sample saturate(ServerProcess server, Duration duration) throws InterruptedException {
        return measure(server, Arrivals.whenAnswered(duration), 0, saturating);
    }

    /** So many orders a second, whatever it takes. */
    public Sample atRate(ServerProcess server, double perSecond, Duration duration) throws InterruptedException {
        return measure(server, Arrivals.atRate(perSecond / ordersEach, duration), perSecond, connections);
    }

    private Sample measure(ServerProcess server, Arrivals arrivals, double offered, int open)
            throws InterruptedException {
        try (LoadGenerator generator = new LoadGenerator(server.address(), open, requests)) {
            Duration machineBefore = Machine.cpu();
            Duration serverBefore = server.cpu();
            Duration ownBefore = Machine.ownCpu();
            Answers answers = generator.run(arrivals, PATIENCE).times(ordersEach);
            Duration used = server.cpu().minus(serverBefore);
            Duration own = Machine.ownCpu().minus(ownBefore);
            Duration all = Machine.cpu().minus(machineBefore);
            return new Sample(offered, answers, used, own, all.minus(used).minus(own));
        }
    }
}
