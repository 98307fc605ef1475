/** The smallest demonstration there is: five writes of one second each, one after another and buffered. */
@NullMarked
package io.spillway.benchmarks.classic;

import org.jspecify.annotations.NullMarked;
