package io.spillway.gateway.amqp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import com.rabbitmq.client.AMQP;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Acceptance.AcceptanceUnknown;
import io.spillway.gateway.core.Acceptance.Reason;

/**
 * One message on its way, shared by the request that waits for it and the lane that sends it. Either the lane takes it or
 * the request gives it up, never both: so a message that was given up before it was taken is certain not to be sent.
 */
final class Publication {

    private enum Stage {
        WAITING, TAKEN, GIVEN_UP
    }

    private final String messageId;
    private final AMQP.BasicProperties properties;
    private final byte[] body;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private final CompletableFuture<Acceptance> verdict = new CompletableFuture<>();
    /** What the request is told: the verdict, unless that comes too late. */
    private final CompletableFuture<Acceptance> answer = new CompletableFuture<>();
    private volatile boolean returned;

    Publication(AMQP.BasicProperties properties, byte[] body) {
        this.messageId = properties.getMessageId();
        this.properties = properties;
        this.body = body;
    }

    String messageId() {
        return messageId;
    }

    AMQP.BasicProperties properties() {
        return properties;
    }

    byte[] body() {
        return body;
    }

    /** For the lane: whether it may send this. */
    boolean take() {
        return stage.compareAndSet(Stage.WAITING, Stage.TAKEN);
    }

    /** The broker found no queue for it; RabbitMQ confirms it nevertheless, behind this. */
    void markReturned() {
        returned = true;
    }

    void confirm(boolean acknowledged) {
        if (returned) {
            settle(Verdicts.notAccepted(Reason.UNROUTABLE));
        } else if (acknowledged) {
            settle(new Acceptance.Accepted());
        } else {
            settle(Verdicts.notAccepted(Reason.REFUSED));
        }
    }

    void settle(Acceptance acceptance) {
        verdict.complete(acceptance);
        answer.complete(verdict.getNow(acceptance)); // the first verdict stands
    }

    /** Runs once, when the fate is clear, in the thread that made it so. */
    void whenSettled(Runnable action) {
        var unused = verdict.thenRun(action);
    }

    /** For the request: waits for the verdict, as long as nobody calls {@link #giveUp()}. */
    Acceptance await() {
        try {
            return answer.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            giveUp();
            return answer.join();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Verdicts never fail", impossible);
        }
    }

    /** Ends the request's waiting: what no lane took is never sent, and what one took is unknown. */
    void giveUp() {
        if (stage.compareAndSet(Stage.WAITING, Stage.GIVEN_UP)) {
            settle(Verdicts.notAccepted(Reason.BUSY));
        } else {
            answer.complete(new AcceptanceUnknown());
        }
    }
}
