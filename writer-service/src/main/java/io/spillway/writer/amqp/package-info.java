/**
 * The queues' side: lanes that consume partitions, cut batches, acknowledge them, and put aside what cannot be read.
 */
@NullMarked
package io.spillway.writer.amqp;

import org.jspecify.annotations.NullMarked;
