package io.spillway.writer.amqp;

import java.util.List;

import io.spillway.writer.core.BatchResult;

/** The way to the gateways whose callers wait. */
interface Outcomes {

    /**
     * Sends what became of commands to those who wait for it, the others are passed over. Promises nothing: the ledger has
     * it all. Neither waits nor throws.
     */
    void send(List<BatchResult.Answer> answers);
}
