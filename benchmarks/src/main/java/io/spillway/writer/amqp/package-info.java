/** Measures what reading commands costs; in the writer's package, to measure the very class it uses. */
@NullMarked
package io.spillway.writer.amqp;

import org.jspecify.annotations.NullMarked;
