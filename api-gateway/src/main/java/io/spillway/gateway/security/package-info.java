/**
 * The secrets' technology: reading and signing tokens, hashing passwords, counting attempts and requests, and what runs in
 * the background for them.
 */
@NullMarked
package io.spillway.gateway.security;

import org.jspecify.annotations.NullMarked;
