package io.spillway.standalone;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PublicAddressTest {

    @Test
    void showsHostsAndPortsButNoCredentials() {
        assertThat(PublicAddress.ofList("amqp://me:secret@one:5672/vhost, me:secret@two:5672"))
                .isEqualTo("one:5672, two:5672");
        assertThat(PublicAddress.ofUri("mongodb+srv://me:se,cret@a.example:27017,b.example/orders?authSource=x"))
                .isEqualTo("a.example:27017,b.example");
        assertThat(PublicAddress.ofUri("mongodb://localhost")).isEqualTo("localhost");
    }
}
