package io.spillway.gateway.http;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.security.web.firewall.StrictHttpFirewall;

import static org.assertj.core.api.Assertions.assertThat;

class RouteSecurityTest {

    @Test
    void takesTheHeaderValuesThatTheFirewallTakes() {
        List<String> values = IntStream.rangeClosed(0, Character.MAX_VALUE)
                .mapToObj(c -> "Bearer " + (char) c + "x").toList();

        assertThat(values.stream().filter(RouteSecurity::isAllowedHeaderValue).toList())
                .isEqualTo(values.stream().filter(StrictHttpFirewall.ALLOWED_HEADER_VALUES).toList())
                .contains("Bearer ~x").doesNotContain("Bearer \nx");
    }
}
