/**
 * The broker and the store that integration tests run on: given by the environment, in containers, installed on the
 * machine, or embedded, in that order. Start reading at {@link io.spillway.testservers.TestServers}.
 * Beside them, what several modules' tests do with the documents.
 */
@NullMarked
package io.spillway.testservers;

import org.jspecify.annotations.NullMarked;
