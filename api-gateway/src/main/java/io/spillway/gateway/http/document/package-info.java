/**
 * What describes the API to programs and people: the OpenAPI document {@code openapi.yaml}, and Swagger UI to try it.
 */
@NullMarked
package io.spillway.gateway.http.document;

import org.jspecify.annotations.NullMarked;
