package io.spillway.gateway.http;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.spillway.contract.order.InvalidValueException;
import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.identity.AccountsUnavailableException;
import io.spillway.gateway.core.identity.Throttle;
import io.spillway.gateway.core.identity.Throttle.Attempt;
import io.spillway.gateway.core.identity.Username;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Sends those away who try too often. Whether what they try is right is not looked at any more then. */
@Component
final class Attempts {

    private final Throttle throttle;

    Attempts(Throttle throttle) {
        this.throttle = throttle;
    }

    /** Counts a login until it turns out to be a good one. */
    Trial logIn(String username, HttpServletRequest request) {
        Trial trial = new Trial();
        trial.count(Attempt.LOG_IN_FROM_ADDRESS, ClientAddress.of(request));
        account(username).ifPresent(name -> trial.count(Attempt.LOG_IN_TO_ACCOUNT, name));
        return trial;
    }

    /** Counts a refresh until it turns out to be a good one: nobody guesses such a token, but asking costs a look-up. */
    Trial refresh(HttpServletRequest request) {
        Trial trial = new Trial();
        trial.count(Attempt.REFRESH_FROM_ADDRESS, ClientAddress.of(request));
        return trial;
    }

    void register(HttpServletRequest request) {
        count(Attempt.REGISTER_FROM_ADDRESS, ClientAddress.of(request));
    }

    void verify(HttpServletRequest request) {
        count(Attempt.VERIFY_FROM_ADDRESS, ClientAddress.of(request));
    }

    void replaceKey(UserId user) {
        count(Attempt.REPLACE_KEY_OF_ACCOUNT, user.value());
    }

    private void count(Attempt attempt, String who) {
        Optional<Duration> wait = throttle.count(attempt, who);
        if (wait.isPresent()) {
            throw ProblemException.retryLater(Problem.TOO_MANY_ATTEMPTS,
                    "There were too many of these lately; it was not looked at whether this one is right.", wait.get());
        }
    }

    /** One name, however it is written. What cannot be a name has no account to guess at. */
    private static Optional<String> account(String username) {
        try {
            return Optional.of(new Username(username).value());
        } catch (InvalidValueException nobodys) {
            return Optional.empty();
        }
    }

    /** Something that may be a guess, as long as nobody knows better. */
    final class Trial {

        private final Map<Attempt, String> counted = new EnumMap<>(Attempt.class);

        private Trial() {}

        private void count(Attempt attempt, String who) {
            Attempts.this.count(attempt, who);
            counted.put(attempt, who);
        }

        void wasNoGuess() {
            counted.forEach(throttle::forgive);
        }

        /** What {@code work} gives; that accounts were not available says nothing about who asked. */
        <T> T of(Supplier<T> work) {
            try {
                return work.get();
            } catch (AccountsUnavailableException notNow) {
                wasNoGuess();
                throw notNow;
            }
        }
    }
}
