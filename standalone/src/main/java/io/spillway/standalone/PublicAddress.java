package io.spillway.standalone;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A server's address as it may be shown: hosts and ports, no credentials, no options. */
final class PublicAddress {

    private PublicAddress() {}

    /** One URI, whose authority may name several hosts behind one user. */
    static String ofUri(String uri) {
        String rest = uri.substring(uri.indexOf("://") < 0 ? 0 : uri.indexOf("://") + 3);
        String authority = rest.split("[/?]", 2)[0];
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    /** Hosts or URIs, separated by commas, each with a user of its own. */
    static String ofList(String addresses) {
        return Arrays.stream(addresses.split(",")).map(String::strip).map(PublicAddress::ofUri)
                .collect(Collectors.joining(", "));
    }
}
