/**
 * Requests made from the OpenAPI document, as they should be and broken in every way, and the check of what is answered.
 */
@NullMarked
package io.spillway.e2e.fuzz;

import org.jspecify.annotations.NullMarked;
