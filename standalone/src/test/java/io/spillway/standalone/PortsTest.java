package io.spillway.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PortsTest {

    @Test
    void saysWhichPortIsTakenAndHowToChangeIt() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int taken = other.getLocalPort();

            assertThatThrownBy(() -> Ports.requireFree(settings(new Endpoint(Service.ORDER_SERVICE, taken, 0))))
                    .isInstanceOf(StartException.class)
                    .hasMessage("Port " + taken + " on 127.0.0.1 is already in use, so order-service cannot start:"
                            + " stop what listens there, or choose another port with --order-service-port.");
            assertThatThrownBy(() -> Ports.requireFree(settings(new Endpoint(Service.ORDER_SERVICE, 0, taken))))
                    .hasMessageContaining("--management-port");
        }
    }

    @Test
    void hasNothingToSayAboutAnyFreePort() {
        assertThatCode(() -> Ports.requireFree(settings(new Endpoint(Service.ORDER_SERVICE, 0, 0))))
                .doesNotThrowAnyException();
    }

    private static Settings settings(Endpoint endpoint) {
        return new Settings(null, List.of(endpoint), false, false);
    }
}
