package io.spillway.gateway.http;

/**
 * One thing that is wrong with a body.
 *
 * @param pointer where, as a JSON pointer (RFC 6901)
 * @param detail  what, as a phrase that follows the member's name
 */
record Violation(String pointer, String detail) {}
