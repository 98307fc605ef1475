/**
 * What a token says about its bearer, as gateways write it and every service reads it.
 */
@NullMarked
package io.spillway.contract.identity;

import org.jspecify.annotations.NullMarked;
