/** Sends the sample orders through the gateway as a caller would, and tells what became of them. */
@NullMarked
package io.spillway.standalone.samples;

import org.jspecify.annotations.NullMarked;
