package io.spillway.gateway.http;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({
            "192.0.2.1, 192.0.2.1",
            "::ffff:192.0.2.1, 192.0.2.1",
            "2001:db8:1:2:3:4:5:6, 20010db800010002",
            "2001:db8:1:2::9, 20010db800010002",
            "[2001:DB8:1:2::9], 20010db800010002",
            "2001:db8::9, 20010db800000000",
            "fe80::1%eth0, fe80000000000000",
            "::1, 0000000000000000",
            "evil.example, evil.example",
            "a:b:c, a:b:c"})
    void ofIpv6ANetworkCounts(String address, String counted) {
        assertThat(ClientAddress.network(address)).isEqualTo(counted);
    }
}
