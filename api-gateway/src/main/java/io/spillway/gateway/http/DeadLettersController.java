package io.spillway.gateway.http;

import java.util.Map;
import java.util.Set;

import io.spillway.gateway.core.CurrentUser;
import io.spillway.gateway.core.deadletter.DeadLetters;
import io.spillway.gateway.core.deadletter.DeadLetters.Discarding;
import io.spillway.gateway.core.deadletter.ReplayReport;
import io.spillway.gateway.core.deadletter.Selection;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpEntity;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators do with messages that could not be applied. Who changed what is in the log. */
@RestController
@RequestMapping(path = "/v1/admin/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
final class DeadLettersController {

    static final int MAX_LIMIT = 100;

    private static final Logger LOG = LoggerFactory.getLogger(DeadLettersController.class);
    private static final int DEFAULT_LIMIT = 20;
    private static final String LIMIT = "limit";

    private final DeadLetters letters;
    private final CurrentUser user;

    DeadLettersController(DeadLetters letters, CurrentUser user) {
        this.letters = letters;
        this.user = user;
    }

    @GetMapping
    ResponseEntity<DeadLetterAnswers.Page> list(HttpServletRequest request) {
        return answer(DeadLetterAnswers.page(letters.oldest(limit(request.getParameterMap()))));
    }

    @PostMapping(path = "/replay", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<DeadLetterAnswers.Replay> replay(HttpEntity<byte[]> body) {
        Selection selection = DeadLetterBodies.selection(JsonBody.parse(body));
        ReplayReport report = letters.replay(selection);
        report.fates().forEach((id, fate) -> {
            if (fate instanceof ReplayReport.Fate.Replayed) {
                LOG.info("Operator {} replayed dead letter {}", user.actor().user(), id);
            }
        });
        return answer(DeadLetterAnswers.replay(report));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> discard(@PathVariable String id) {
        switch (letters.discard(id)) {
            case Discarding.Discarded gone -> LOG.info("Operator {} discarded dead letter {}", user.actor().user(), id);
            case Discarding.NotFound(boolean searchedAll) -> throw ProblemException.of(Problem.DEAD_LETTER_NOT_FOUND,
                    searchedAll
                            ? "No dead letter has this id."
                            : "None of the oldest 1,000 dead letters has this id; later ones are not searched.");
        }
        return ResponseEntity.noContent().build();
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    private static int limit(Map<String, String[]> query) {
        if (!Set.of(LIMIT).containsAll(query.keySet())) {
            throw ProblemException.of(Problem.INVALID_PARAMETER, "This list has one parameter, limit.");
        }
        String[] values = query.get(LIMIT);
        if (values == null) {
            return DEFAULT_LIMIT;
        }
        // no more digits than the largest has, so that parsing cannot fail
        int limit = values.length == 1 && values[0].matches("[0-9]{1,3}") ? Integer.parseInt(values[0]) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.of(Problem.INVALID_PARAMETER, "limit must be a number from 1 to 100, given once.");
        }
        return limit;
    }
}
