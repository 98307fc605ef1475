/**
 * The three services with an embedded broker and store in one JVM, for a first look: what is started in which order, what
 * the user is told, and how it all stops.
 */
@NullMarked
package io.spillway.standalone;

import org.jspecify.annotations.NullMarked;
