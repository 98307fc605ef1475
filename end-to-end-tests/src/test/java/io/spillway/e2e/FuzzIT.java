package io.spillway.e2e;

import java.util.UUID;

import io.spillway.e2e.Api.User;
import io.spillway.e2e.fuzz.Caller;
import io.spillway.e2e.fuzz.Fuzz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OpenAPI document against the running services: what it allows is taken, what is answered stands in it, and nothing that
 * anybody sends makes a server fail. {@code -Dfuzz.requests=10000} for more, {@code -Dfuzz.seed=…} for the same again.
 */
@Order(4) // many registrations from one address: nobody else can register for a minute
@Execution(ExecutionMode.SAME_THREAD)
class FuzzIT {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 400);
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

    private static Fuzz fuzz;

    @BeforeAll
    static void start() {
        Stack stack = Stack.shared();
        fuzz = new Fuzz(stack.gatewayPort());
        as(Caller.USER, newUser(stack));
        as(Caller.LEAVING, newUser(stack));
        as(Caller.OPERATOR, stack.operator());
    }

    @Test
    void everyExampleIsWhatItsSchemaSays() {
        assertThat(fuzz.wrongExamples()).isEmpty();
    }

    @Test
    void everyAnswerToGoodAndBadRequestsStandsInTheDocument() {
        Fuzz.Report report = fuzz.run(REQUESTS, SEED);

        System.out.println(report);
        assertThat(report.complaints()).as(report.toString()).isEmpty();
    }

    private static User newUser(Stack stack) {
        return stack.api().newUser("fuzz-" + UUID.randomUUID().toString().substring(0, 8));
    }

    private static void as(Caller caller, User user) {
        fuzz.as(caller, user.accessToken(), user.consumerKey());
    }
}
