package io.spillway.gateway.core.identity;

/**
 * A public key that our tokens can be checked with, for the curve P-256 (RFC 7517, RFC 7518 §6.2).
 *
 * @param id its thumbprint (RFC 7638)
 * @param x  a coordinate, base64url
 * @param y  the other
 */
public record PublishedKey(String id, String x, String y) {}
