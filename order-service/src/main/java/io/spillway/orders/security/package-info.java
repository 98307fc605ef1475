/**
 * Who is asking. Until accounts exist, everybody is the user {@code demo}.
 */
@NullMarked
package io.spillway.orders.security;

import org.jspecify.annotations.NullMarked;
