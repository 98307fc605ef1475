package io.spillway.e2e.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.spillway.e2e.fuzz.Attempt.Header;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a gateway for everything that its document has, in good ways and bad ones, and listens closely. */
public final class Fuzz {

    private static final int ENOUGH = 20;

    private final int port;
    private final Contract contract;
    private final AnswerCheck check;
    private final Map<Caller, List<Header>> callers = new EnumMap<>(Caller.class);

    /** What happened. */
    public record Report(long seed, int requests, Map<Integer, Integer> statuses, Map<String, Integer> codes,
            List<String> complaints) {

        @Override
        public String toString() {
            return "fuzz.seed=%d: %d requests, answered %s, with problems %s, %d complaints".formatted(seed, requests,
                    statuses, codes, complaints.size());
        }
    }

    public Fuzz(int port) {
        this.port = port;
        RawAnswer document = RawAnswer.to(
                "GET /v3/api-docs HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                port);
        this.contract = new Contract(JsonMapper.shared().readTree(document.body()));
        this.check = new AnswerCheck(contract);
    }

    /** Somebody to ask as; a {@code LEAVING} one loses these credentials soon. */
    public Fuzz as(Caller role, String token, String consumerKey) {
        callers.put(role, List.of(new Header("Authorization", "Bearer " + token),
                new Header("ConsumerKey", consumerKey)));
        return this;
    }

    /** The document's examples that its own schemas don't allow. */
    public List<String> wrongExamples() {
        return new Examples(contract).wrong();
    }

    public Report run(int requests, long seed) {
        Attempts attempts = new Attempts(contract, callers, seed);
        Map<Integer, Integer> statuses = new TreeMap<>();
        Map<String, Integer> codes = new TreeMap<>();
        List<String> complaints = new ArrayList<>();
        int sent = 0;
        while (sent < requests && complaints.size() < ENOUGH) {
            sent++;
            Attempt attempt = attempts.next();
            RawAnswer answer = RawAnswer.to(attempt.bytes(), port);
            statuses.merge(answer.status(), 1, Integer::sum);
            if (answer.status() >= 400 && answer.body().length > 0) {
                JsonNode problem = JsonMapper.shared().readTree(answer.body());
                codes.merge(problem.path("code").asString("none"), 1, Integer::sum);
            }
            for (String location : answer.header("Location")) {
                attempts.learn(location);
            }
            String where = "\n#" + sent + " " + attempt + "\n-> " + answer;
            check.complaints(attempt, answer).forEach(complaint -> complaints.add(complaint + where));
        }
        return new Report(seed, sent, statuses, codes, complaints);
    }
}
