package io.spillway.gateway.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Where a request comes from, for counting. Behind a proxy that is the proxy, unless {@code server.forward-headers-strategy}
 * says to believe what it tells.
 */
final class ClientAddress {

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    static String of(HttpServletRequest request) {
        return network(request.getRemoteAddr());
    }

    /** An IPv4 address as it is; of IPv6 the /64, because whoever has one address has them all. */
    static String network(String address) {
        String bare = address.replace("[", "").replace("]", "").replaceFirst("%.*", "");
        if (!IPV6.matcher(bare).matches()) {
            return address;
        }
        try {
            // with a colon in it this is never looked up
            byte[] bytes = InetAddress.getByName(bare).getAddress();
            return bytes.length > NETWORK_BYTES
                    ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES)
                    : InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }
}
