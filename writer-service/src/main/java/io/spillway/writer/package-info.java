/**
 * The writer: takes commands from the queues and drains them into MongoDB in batches.
 */
@NullMarked
package io.spillway.writer;

import org.jspecify.annotations.NullMarked;
