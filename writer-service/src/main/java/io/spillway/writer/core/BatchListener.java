package io.spillway.writer.core;

/** Is told of every batch that was written and recorded, by the lane's thread. Must be quick and must not throw. */
public interface BatchListener {

    void onBatch(BatchResult result);
}
