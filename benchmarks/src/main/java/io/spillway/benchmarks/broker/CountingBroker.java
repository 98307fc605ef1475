package io.spillway.benchmarks.broker;

import io.spillway.benchmarks.net.TcpProxy;
import io.spillway.testservers.TestBroker;

/** The broker as consumers reach it, which tells how many messages they have acknowledged. Thread-safe. */
public final class CountingBroker implements AutoCloseable {

    private final TcpProxy proxy;
    private final String uri;
    private Progress progress = new Progress(0, 0);

    /**
     * @param acknowledged messages so far
     * @param at           when the last of them was, by {@link System#nanoTime}
     */
    public record Progress(long acknowledged, long at) {}

    /** Runs already. */
    public CountingBroker(TestBroker broker) {
        proxy = TcpProxy.start(broker.host(), broker.port(), () -> new AckFrames(this::add)::pass);
        uri = broker.uri().replaceFirst("^amqp://([^/@]*@)?[^/]*", "amqp://$1127.0.0.1:" + proxy.port());
    }

    /** With user and password. */
    public String uri() {
        return uri;
    }

    public synchronized Progress progress() {
        return progress;
    }

    private synchronized void add(long acknowledged) {
        progress = new Progress(progress.acknowledged() + acknowledged, System.nanoTime());
    }

    @Override
    public void close() {
        proxy.close();
    }
}
