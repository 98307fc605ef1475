/**
 * What readers may see, and how a list is cut into pages. Knows neither HTTP nor MongoDB nor Spring.
 */
@NullMarked
package io.spillway.orders.core;

import org.jspecify.annotations.NullMarked;
