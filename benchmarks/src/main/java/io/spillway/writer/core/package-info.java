/** Measures what deciding and combining cost, without broker and store. */
@NullMarked
package io.spillway.writer.core;

import org.jspecify.annotations.NullMarked;
