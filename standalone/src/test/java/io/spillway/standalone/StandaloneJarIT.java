package io.spillway.standalone;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.spillway.testservers.GuidedTour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The jar, as a newcomer has it: everything embedded, nothing configured. */
class StandaloneJarIT {

    private static final Pattern HEALTH = Pattern.compile("order-service :(\\d+), writer-service :(\\d+)");
    private static final GuidedTour TOUR = new GuidedTour(Path.of("..", "docs", "http-api.md"));
    /** As the tour has them. */
    private static final Map<String, String> OPERATOR = Map.of(
            "SPILLWAY_SECURITY_OPERATOR_USERNAME", "olga",
            "SPILLWAY_SECURITY_OPERATOR_PASSWORD", "operators only, please",
            "SPILLWAY_SECURITY_OPERATOR_CONSUMER_KEY", "WmY2a3FvT0J5c2R1ZVh4TnN1bEhLbXBkV2FqUzJrTDQ");
    /** The lines that are printed to be pasted: what is in them is meant to be seen. */
    private static final String TO_BE_PASTED = "  curl -";

    @TempDir
    private Path folder;

    /** Several things in one, because every start takes so long. */
    @Test
    void writesTheSamplesInBatchesLosesNothingWhenItIsKilledAndDoesAllThatTheTourShows() {
        Queue<String> accepted = new ConcurrentLinkedQueue<>();
        try (StandaloneProcess standalone = start(Map.of(), "--samples");
                ExecutorService callers = Executors.newFixedThreadPool(8)) {
            DemoCaller demo = standalone.demo();
            assertThat(standalone.awaitOutput("write calls to the database"))
                    .containsPattern(
                            "2,000 sample orders: 2,000 accepted in [0-9.]+ s, 2,000 written in .* 0 rejected\\.")
                    // fewer than commands
                    .containsPattern("batches and (1,)?\\d{1,3} write calls to the database for 2,000 order documents");

            for (int caller = 0; caller < 8; caller++) {
                callers.submit(() -> orderUntilItBreaks(demo, accepted));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> accepted.size() >= 300);
            standalone.kill();
            printsNoSecret(standalone, demo);
        }

        try (StandaloneProcess standalone = start(OPERATOR)) {
            DemoCaller demo = standalone.demo();
            assertThat(accepted).hasSizeGreaterThanOrEqualTo(300).allSatisfy(location -> await()
                    .atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO).untilAsserted(
                            () -> assertThat(demo.get(location).body()).contains("\"status\":\"Succeeded\"")));
            assertThat(TOUR.length()).isGreaterThan(20);
            assertThat(TOUR.differences(demo.orders().getPort(), folder, OPERATOR)).isEmpty();
            onlyTheGatewayIsDescribed(standalone.output(), demo);
            assertThat(standalone.stop()).isZero();
            printsNoSecret(standalone, demo);
        }
    }

    /** They share a classpath. */
    private static void onlyTheGatewayIsDescribed(String banner, DemoCaller demo) {
        Matcher services = HEALTH.matcher(banner);
        assertThat(services.find()).isTrue();
        for (String described : List.of("/v3/api-docs", "/swagger-ui/index.html", "/swagger-ui/swagger-ui.css")) {
            assertThat(demo.get(described).statusCode()).isEqualTo(200);
            for (int other = 1; other <= 2; other++) {
                assertThat(demo.get("http://127.0.0.1:" + services.group(other) + described).statusCode())
                        .isEqualTo(404);
            }
        }
    }

    private static void printsNoSecret(StandaloneProcess standalone, DemoCaller demo) {
        assertThat(standalone.output().lines()).hasSizeGreaterThan(10)
                .filteredOn(line -> !line.startsWith(TO_BE_PASTED))
                .noneMatch(line -> line.contains(demo.token()) || line.contains(demo.consumerKey())
                        || line.contains(OPERATOR.get("SPILLWAY_SECURITY_OPERATOR_PASSWORD"))
                        || line.contains(OPERATOR.get("SPILLWAY_SECURITY_OPERATOR_CONSUMER_KEY")));
    }

    private static void orderUntilItBreaks(DemoCaller demo, Queue<String> accepted) {
        try {
            while (true) {
                HttpResponse<String> answer = demo.order();
                if (answer.statusCode() == 202) {
                    accepted.add(answer.headers().firstValue("Location").orElseThrow());
                }
            }
        } catch (UncheckedIOException killed) {
            // What had no answer was not promised.
        }
    }

    private StandaloneProcess start(Map<String, String> environment, String... more) {
        return StandaloneProcess.ofJar(folder, environment, StandaloneProcess.anyPortsAnd(more));
    }
}
