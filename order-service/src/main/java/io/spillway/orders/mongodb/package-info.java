/**
 * Reads the documents that the writer keeps in MongoDB. The only place that knows their fields.
 */
@NullMarked
package io.spillway.orders.mongodb;

import org.jspecify.annotations.NullMarked;
