/**
 * What the gateway decides: commands and their ids, operations and who may see them. Knows no web, broker or framework.
 * The other packages are adapters around it; they meet only here, in the ports.
 */
@NullMarked
package io.spillway.gateway.core;

import org.jspecify.annotations.NullMarked;
