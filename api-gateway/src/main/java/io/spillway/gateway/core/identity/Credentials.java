package io.spillway.gateway.core.identity;

/** What a caller proves itself with, as it came. */
public record Credentials(String token, String consumerKey) {

    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
