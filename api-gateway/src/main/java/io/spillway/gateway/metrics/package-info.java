/**
 * What the gateway tells about the commands that it accepts, as Micrometer meters.
 */
@NullMarked
package io.spillway.gateway.metrics;

import org.jspecify.annotations.NullMarked;
