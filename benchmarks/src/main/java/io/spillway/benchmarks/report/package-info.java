/** Tables and charts of what was measured, with the conditions it was measured under. */
@NullMarked
package io.spillway.benchmarks.report;

import org.jspecify.annotations.NullMarked;
