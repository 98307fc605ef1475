/**
 * Who is asking: reads the credentials of a request, checks its token with the gateway's public keys, and declares which
 * routes need a known caller. Keeps no secret and asks no database.
 */
@NullMarked
package io.spillway.orders.security;

import org.jspecify.annotations.NullMarked;
