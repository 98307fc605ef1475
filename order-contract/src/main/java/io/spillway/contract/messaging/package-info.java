/**
 * Where commands travel: exchanges, queues, partitions and header names, the same for every process.
 */
@NullMarked
package io.spillway.contract.messaging;

import org.jspecify.annotations.NullMarked;
