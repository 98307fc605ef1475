package io.spillway.writer.amqp;

import java.io.IOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.springframework.stereotype.Component;

/**
 * Lets a lane process a message while no other lane processes anything. Otherwise an innocent one on a lane would be
 * caught in the act each time that another lane's kills the process. One for all lanes; fair.
 */
@Component
final class Solitude {

    private final ReadWriteLock process = new ReentrantReadWriteLock(true);

    interface Work {
        void run() throws IOException, InterruptedException;
    }

    void amongOthers(Work work) throws IOException, InterruptedException {
        holding(process.readLock(), work);
    }

    void alone(Work work) throws IOException, InterruptedException {
        holding(process.writeLock(), work);
    }

    private static void holding(Lock lock, Work work) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
