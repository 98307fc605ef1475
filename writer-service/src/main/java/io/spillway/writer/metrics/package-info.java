/**
 * What the writer tells about its work, as Micrometer meters.
 */
@NullMarked
package io.spillway.writer.metrics;

import org.jspecify.annotations.NullMarked;
