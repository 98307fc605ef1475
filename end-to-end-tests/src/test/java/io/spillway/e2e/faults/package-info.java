/**
 * Real servers, real processes, and everything that can happen to them, under a load whose every outcome is known beforehand.
 */
@NullMarked
package io.spillway.e2e.faults;

import org.jspecify.annotations.NullMarked;
