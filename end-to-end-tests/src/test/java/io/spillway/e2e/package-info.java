/**
 * What a caller of the whole system sees: the built jars run as processes, requests go in by HTTP, and outcomes are awaited.
 */
@NullMarked
package io.spillway.e2e;

import org.jspecify.annotations.NullMarked;
