/**
 * Who the caller is. Until accounts exist, everybody is one demo user.
 */
@NullMarked
package io.spillway.gateway.security;

import org.jspecify.annotations.NullMarked;
