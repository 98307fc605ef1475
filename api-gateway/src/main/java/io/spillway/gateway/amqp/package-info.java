/**
 * Publishes commands to RabbitMQ with confirms: one thread and one channel a partition, so that order holds and no
 * request ever waits on a socket. Dead letters are read apart from that, each reading on a connection of its own.
 */
@NullMarked
package io.spillway.gateway.amqp;

import org.jspecify.annotations.NullMarked;
