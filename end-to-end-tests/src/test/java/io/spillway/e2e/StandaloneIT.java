package io.spillway.e2e;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.spillway.e2e.Api.Answer;
import io.spillway.testservers.FreePorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The run without Docker, as a newcomer has it: everything embedded, nothing configured. */
class StandaloneIT {

    private static final Pattern CREDENTIALS = Pattern
            .compile("-H 'Authorization: Bearer ([^']+)' -H 'ConsumerKey: ([^']+)'");

    private static final Pattern HEALTH = Pattern.compile("order-service :(\\d+), writer-service :(\\d+)");
    private static final GuidedTour TOUR = new GuidedTour(
            Path.of(System.getProperty("spillway.root"), "docs", "http-api.md"));
    /** As the tour has them. */
    private static final Map<String, String> OPERATOR = Map.of(
            "SPILLWAY_SECURITY_OPERATOR_USERNAME", "olga",
            "SPILLWAY_SECURITY_OPERATOR_PASSWORD", Secrets.keep("operators only, please"),
            "SPILLWAY_SECURITY_OPERATOR_CONSUMER_KEY", Secrets.keep("WmY2a3FvT0J5c2R1ZVh4TnN1bEhLbXBkV2FqUzJrTDQ"));

    @TempDir
    private Path folder;

    private final int port = FreePorts.one();
    private final Api api = new Api(port);

    /** Several things in one, because every start takes so long. */
    @Test
    void writesTheSamplesInBatchesLosesNothingWhenItIsKilledAndDoesAllThatTheTourShows() {
        Queue<String> accepted = new ConcurrentLinkedQueue<>();
        try (JarProcess standalone = start(Map.of(), "--samples");
                ExecutorService callers = Executors.newFixedThreadPool(8)) {
            Api demo = demo(standalone);
            standalone.awaitOutput("write calls to the database");
            assertThat(standalone.output())
                    .containsPattern(
                            "2,000 sample orders: 2,000 accepted in [0-9.]+ s, 2,000 written in .* 0 rejected\\.")
                    // fewer than commands
                    .containsPattern("batches and (1,)?\\d{1,3} write calls to the database for 2,000 order documents");

            for (int caller = 0; caller < 8; caller++) {
                callers.submit(() -> postUntilItBreaks(demo, accepted));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> accepted.size() >= 300);
            standalone.kill();
        }

        try (JarProcess standalone = start(OPERATOR)) {
            Api demo = demo(standalone);
            assertThat(accepted).hasSizeGreaterThanOrEqualTo(300).allSatisfy(location -> await()
                    .atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO)
                    .untilAsserted(() -> assertThat(demo.get(location).text("status")).isEqualTo("Succeeded")));
            assertThat(TOUR.length()).isGreaterThan(20);
            assertThat(TOUR.differences(port, folder, OPERATOR)).isEmpty();
            onlyTheGatewayIsDescribed(standalone.output(), demo);
            assertThat(standalone.stop()).isZero();
        }
    }

    /** They share a classpath. */
    private void onlyTheGatewayIsDescribed(String banner, Api demo) {
        Matcher services = HEALTH.matcher(banner);
        assertThat(services.find()).isTrue();
        for (String described : List.of("/v3/api-docs", "/swagger-ui/index.html", "/swagger-ui/swagger-ui.css")) {
            assertThat(api.page(described).statusCode()).isEqualTo(200);
            for (int other = 1; other <= 2; other++) {
                Api service = new Api(Integer.parseInt(services.group(other)));
                assertThat(demo.at(service).page(described).statusCode()).isEqualTo(404);
            }
        }
    }

    private void postUntilItBreaks(Api demo, Queue<String> accepted) {
        try {
            while (true) {
                Answer answer = demo.post(Orders.mug("crash"));
                if (answer.status() == 202) {
                    accepted.add(answer.header("Location"));
                }
            }
        } catch (UncheckedIOException killed) {
            // What had no answer was not promised.
        }
    }

    /** The user whose token and key the banner shows. */
    private Api demo(JarProcess standalone) {
        standalone.awaitOutput("Ctrl-C stops it");
        Matcher credentials = CREDENTIALS.matcher(standalone.output());
        assertThat(credentials.find()).isTrue();
        return api.with(Secrets.keep(credentials.group(1)), Secrets.keep(credentials.group(2)));
    }

    private JarProcess start(Map<String, String> environment, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--port", String.valueOf(port), "--order-service-port", "0",
                "--writer-port", "0", "--management-port", "0"));
        arguments.addAll(List.of(more));
        return JarProcess.start("standalone", folder, environment, arguments.toArray(String[]::new));
    }
}
