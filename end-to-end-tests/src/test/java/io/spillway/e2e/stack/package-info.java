/** Holds the files of the stack in containers to what is said of them, without starting a container. */
@NullMarked
package io.spillway.e2e.stack;

import org.jspecify.annotations.NullMarked;
