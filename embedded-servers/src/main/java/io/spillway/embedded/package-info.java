/**
 * The in-process AMQP 0-9-1 broker and MongoDB-protocol store, for a first look, tests and benchmarks; not for production.
 * Each is durable in a folder of its own or keeps everything in memory, and listens on loopback only.
 */
@NullMarked
package io.spillway.embedded;

import org.jspecify.annotations.NullMarked;
