/**
 * What an order is: its value types, each of which checks itself, and the document that readers see.
 */
@NullMarked
package io.spillway.contract.order;

import org.jspecify.annotations.NullMarked;
