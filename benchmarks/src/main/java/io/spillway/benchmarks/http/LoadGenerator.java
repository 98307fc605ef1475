package io.spillway.benchmarks.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one server over so many connections, which take turns, and one request at a time on each. One thread
 * sends and reads, another wakes it when something is due. Runs follow one another.
 */
public final class LoadGenerator implements AutoCloseable {

    private static final int CONNECT_SECONDS = 30;
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final long HEAD_START_NANOS = 10_000_000;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Supplier<ByteBuf> requests;
    private final List<Connection> connections = new ArrayList<>();
    // From here on only used in the event loop.
    private final Deque<Connection> free = new ArrayDeque<>();
    private @Nullable Run current;

    /**
     * Returns when all connections are open.
     *
     * @param requests the next one to send, released by whoever sends it
     * @throws IllegalStateException if they can't be opened
     */
    public LoadGenerator(InetSocketAddress server, int connections, Supplier<ByteBuf> requests)
            throws InterruptedException {
        this.requests = requests;
        Bootstrap bootstrap = new Bootstrap().group(loop).channel(NioSocketChannel.class).remoteAddress(server)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS);
        Pool pool = new Pool(connections);
        for (int i = 0; i < connections; i++) {
            this.connections.add(new Connection(bootstrap, pool));
        }
        this.connections.forEach(Connection::open);
        if (!pool.all.await(CONNECT_SECONDS, TimeUnit.SECONDS)) {
            close();
            throw new IllegalStateException("%d of %d connections to %s could not be opened in %d s"
                    .formatted(pool.all.getCount(), connections, server, CONNECT_SECONDS));
        }
    }

    /** Keeps the free connections, and tells the current run what happens on the others. */
    private final class Pool implements Connection.Owner {

        private final CountDownLatch all;

        Pool(int connections) {
            all = new CountDownLatch(connections);
        }

        @Override
        public void free(Connection connection) {
            all.countDown();
            free.add(connection);
            if (current != null) {
                current.send();
            }
        }

        @Override
        public void gone(Connection connection) {
            free.remove(connection);
        }

        @Override
        public void answered(Connection connection, int status, long due) {
            if (current != null) {
                current.answered(status, due);
            }
        }

        @Override
        public void lost(Connection connection, long due) {
            if (current != null) {
                current.lost(due);
            }
        }
    }

    /**
     * Sends what is due until nothing will be any more, and waits for the answers.
     *
     * @param patience how long it waits for answers after the last request was due; whatever has none by then is given up
     */
    public Answers run(Arrivals arrivals, Duration patience) throws InterruptedException {
        Run run = new Run(arrivals);
        loop.execute(() -> current = run);
        run.wakeWheneverDue();
        try {
            return run.done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException enough) {
            return loop.submit(run::giveUp).syncUninterruptibly().getNow();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        } finally {
            loop.submit(() -> current = null).syncUninterruptibly();
        }
    }

    /** From the first request to the last answer. */
    private final class Run {

        private final Arrivals arrivals;
        private final AnswerLog log;
        private final long began = System.nanoTime() + HEAD_START_NANOS;
        private final AtomicBoolean woken = new AtomicBoolean();
        private final CompletableFuture<Answers> done = new CompletableFuture<>();
        private int onTheirWay;

        Run(Arrivals arrivals) {
            this.arrivals = arrivals;
            this.log = new AnswerLog(arrivals.duration());
        }

        /** By the clock and not by the event loop, whose timer has only whole milliseconds. */
        void wakeWheneverDue() {
            long pause = arrivals.pause().toNanos();
            long end = arrivals.duration().toNanos();
            for (long next = 0; next <= end + pause; next += pause) {
                for (long left = next - now(); left > 0; left = next - now()) {
                    LockSupport.parkNanos(left);
                }
                if (woken.compareAndSet(false, true)) {
                    loop.execute(this::send);
                }
            }
        }

        private long now() {
            return System.nanoTime() - began;
        }

        void send() {
            woken.set(false);
            while (!free.isEmpty()) {
                long due = arrivals.take(now());
                if (due == Arrivals.NONE) {
                    break;
                }
                onTheirWay++;
                free.remove().send(requests.get(), due);
            }
            endIfOver();
        }

        void answered(int status, long due) {
            onTheirWay--;
            log.answered(status, due, now());
        }

        void lost(long due) {
            onTheirWay--;
            log.lost(due, now());
            endIfOver();
        }

        private void endIfOver() {
            if (onTheirWay == 0 && arrivals.isOver(now())) {
                done.complete(log.answers());
            }
        }

        Answers giveUp() {
            long now = now();
            for (Connection connection : connections) {
                if (connection.isBusy()) {
                    log.unanswered(connection.due(), now);
                    connection.giveUp();
                }
            }
            for (long due = arrivals.take(now); due != Arrivals.NONE; due = arrivals.take(now)) {
                log.unanswered(due, now);
            }
            return log.answers();
        }
    }

    /** Closes the connections, with what is on its way. */
    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
