package io.spillway.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A process of its own each, as a user starts it. */
class StandaloneIT {

    private static final String[] ANY_PORTS = {"--port", "0", "--order-service-port", "0", "--writer-port", "0",
            "--management-port", "0"};
    private static final Pattern CURL = Pattern.compile(
            "^  curl -i (\\S+) -H '(Authorization): (.*)' -H '(ConsumerKey): (.*)' \\\\\n"
                    + " +-H 'Content-Type: application/json' -d '(.*)'$",
            Pattern.MULTILINE);
    private static final Pattern ORDER = Pattern.compile("\"href\":\"(/v1/orders/[^\"]+)\"");
    private static final Pattern MANAGEMENT_PORTS = Pattern.compile(
            "Management +http://127.0.0.1:(\\d+)/actuator, order-service :(\\d+), writer-service :(\\d+)");
    private static final Pattern OUR_METRIC = Pattern
            .compile("\\b(spillway|http|jvm|process|logback|mongodb)_[a-z0-9_]+");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;
    private String[] credentials = {};

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void takesTheOrderItAdvertisesAndShowsItUntilAskedToStop() throws Exception {
        // meant for one service on its own, these must not reach all three
        start(builder -> builder.environment().putAll(
                Map.of("SERVER_PORT", "1", "MANAGEMENT_SERVER_PORT", "2", "SPRING_APPLICATION_NAME", "x")),
                ephemeral());
        Matcher curl = CURL.matcher(awaitOutput("Ctrl-C stops it."));
        assertThat(curl.find()).isTrue();
        URI gateway = URI.create(curl.group(1));

        credentials = new String[]{curl.group(2), curl.group(3), curl.group(4), curl.group(5)};

        HttpResponse<String> accepted = http.send(HttpRequest.newBuilder(gateway).headers(credentials)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(curl.group(6))).build(),
                BodyHandlers.ofString());
        assertThat(accepted.statusCode()).isEqualTo(202);

        URI operation = gateway.resolve(accepted.headers().firstValue("Location").orElseThrow());
        await().atMost(Duration.ofSeconds(20)).untilAsserted(
                () -> assertThat(get(operation).body()).contains("\"status\":\"Succeeded\""));
        Matcher order = ORDER.matcher(get(operation).body());
        assertThat(order.find()).isTrue();
        assertThat(get(gateway.resolve(order.group(1))).body()).contains("\"total\":1380");

        assertThat(scraped()).contains(metricsThatAlertsAreMadeOf());

        process.destroy();
        assertThat(exitCode()).as(output()).isZero();
        assertThat(output()).endsWith("Stopped.\n");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void saysWhichPortIsTakenInsteadOfAStackTrace() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            start(builder -> {}, List.of("--ephemeral", "--port", "" + other.getLocalPort()));

            assertThat(exitCode()).isEqualTo(1);
            assertThat(output()).contains("Port " + other.getLocalPort() + " on 127.0.0.1 is already in use")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void refusesAnOptionItDoesNotKnow() throws Exception {
        start(builder -> {}, List.of("--sample"));

        assertThat(exitCode()).isEqualTo(2);
        assertThat(output()).contains("Unknown option: '--sample'").doesNotContain("\tat ");
    }

    private static List<String> ephemeral() {
        List<String> arguments = new ArrayList<>(Arrays.asList(ANY_PORTS));
        arguments.add("--ephemeral");
        return arguments;
    }

    private void start(Consumer<ProcessBuilder> setUp, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Standalone.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        // embedded servers, whatever the build itself runs on
        builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_"));
        setUp.accept(builder);
        process = builder.start();
    }

    private String awaitOutput(String end) {
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200)).failFast("it ended before its time",
                () -> !process.isAlive()).until(() -> output().contains(end));
        return output();
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ended within a minute").isTrue();
        return process.exitValue();
    }

    /** What Prometheus gets of the three services: there are no alerts about meters that don't exist. */
    private String scraped() throws Exception {
        Matcher ports = MANAGEMENT_PORTS.matcher(output());
        assertThat(ports.find()).isTrue();
        StringBuilder all = new StringBuilder();
        for (int service = 1; service <= 3; service++) {
            all.append(get(URI.create("http://127.0.0.1:" + ports.group(service) + "/actuator/prometheus")).body());
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

    private HttpResponse<String> get(URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).headers(credentials).build(), BodyHandlers.ofString());
    }
}
