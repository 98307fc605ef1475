/**
 * Long requests and long answers on one connection, in bounded memory: lines in, lines out, and a connection that waits for
 * a slow client as long as it does anything at all. Knows nothing of what the lines say.
 */
@NullMarked
package io.spillway.gateway.http.stream;

import org.jspecify.annotations.NullMarked;
