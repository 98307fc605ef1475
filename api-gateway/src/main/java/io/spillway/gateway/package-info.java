/**
 * The gateway's process: its main class and the wiring of the core. What it does is in the packages below.
 */
@NullMarked
package io.spillway.gateway;

import org.jspecify.annotations.NullMarked;
