/**
 * What happens to a batch: decide, combine, write, record. Knows no Spring, no AMQP and no MongoDB; begin with
 * {@link io.spillway.writer.core.BatchProcessor}.
 */
@NullMarked
package io.spillway.writer.core;

import org.jspecify.annotations.NullMarked;
