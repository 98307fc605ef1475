package io.spillway.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A process of its own each, as a user starts it. */
class StandaloneIT {

    private static final Pattern ORDER = Pattern.compile("\"href\":\"(/v1/orders/[^\"]+)\"");
    private static final Pattern MANAGEMENT_PORTS = Pattern.compile(
            "Management +http://127.0.0.1:(\\d+)/actuator, order-service :(\\d+), writer-service :(\\d+)");
    private static final Pattern OUR_METRIC = Pattern
            .compile("\\b(spillway|http|jvm|process|logback|mongodb)_[a-z0-9_]+");

    @TempDir
    Path folder;

    @Test
    void takesTheOrderItAdvertisesAndShowsItUntilAskedToStop() throws IOException {
        // meant for one service on its own, these must not reach all three
        try (StandaloneProcess standalone = StandaloneProcess.ofClasses(folder,
                Map.of("SERVER_PORT", "1", "MANAGEMENT_SERVER_PORT", "2", "SPRING_APPLICATION_NAME", "x"),
                StandaloneProcess.anyPortsAnd("--ephemeral"))) {
            DemoCaller demo = standalone.demo();

            HttpResponse<String> accepted = demo.order();
            assertThat(accepted.statusCode()).isEqualTo(202);

            String operation = accepted.headers().firstValue("Location").orElseThrow();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(
                    () -> assertThat(demo.get(operation).body()).contains("\"status\":\"Succeeded\""));
            Matcher order = ORDER.matcher(demo.get(operation).body());
            assertThat(order.find()).isTrue();
            assertThat(demo.get(order.group(1)).body()).contains("\"total\":1380");

            assertThat(scraped(demo, standalone.output())).contains(metricsThatAlertsAreMadeOf());

            assertThat(standalone.stop()).as(standalone.output()).isZero();
            assertThat(standalone.output()).endsWith("Stopped.\n");
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }

    @Test
    void saysWhichPortIsTakenInsteadOfAStackTrace() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                StandaloneProcess standalone = StandaloneProcess.ofClasses(folder, Map.of(),
                        List.of("--ephemeral", "--port", "" + other.getLocalPort()))) {
            assertThat(standalone.exitCode()).isEqualTo(1);
            assertThat(standalone.output())
                    .contains("Port " + other.getLocalPort() + " on 127.0.0.1 is already in use")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void refusesAnOptionItDoesNotKnow() {
        try (StandaloneProcess standalone = StandaloneProcess.ofClasses(folder, Map.of(), List.of("--sample"))) {
            assertThat(standalone.exitCode()).isEqualTo(2);
            assertThat(standalone.output()).contains("Unknown option: '--sample'").doesNotContain("\tat ");
        }
    }

    /** What Prometheus gets of the three services: there are no alerts about meters that don't exist. */
    private static String scraped(DemoCaller demo, String banner) {
        Matcher ports = MANAGEMENT_PORTS.matcher(banner);
        assertThat(ports.find()).isTrue();
        StringBuilder all = new StringBuilder();
        for (int service = 1; service <= 3; service++) {
            all.append(demo.get("http://127.0.0.1:" + ports.group(service) + "/actuator/prometheus").body());
        }
        return all.toString();
    }

    /** The names of our own; the broker's begin otherwise. */
    private static List<String> metricsThatAlertsAreMadeOf() throws IOException {
        List<String> names = OUR_METRIC.matcher(Files.readString(Path.of("../deploy/prometheus/alerts.yml"))).results()
                .map(MatchResult::group).distinct().toList();
        assertThat(names).hasSizeGreaterThan(5);
        return names;
    }
}
