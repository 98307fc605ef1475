package io.spillway.gateway.http;

import io.spillway.gateway.core.identity.Accounts;
import io.spillway.gateway.core.identity.ConsumerKey;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Getting an account, looking at it, and getting another key for it. */
@RestController
@RequestMapping(path = "/v1/auth", produces = MediaType.APPLICATION_JSON_VALUE)
final class AccountsController {

    private final Accounts accounts;
    private final Attempts attempts;
    private final CurrentCaller caller;

    AccountsController(Accounts accounts, Attempts attempts, CurrentCaller caller) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.caller = caller;
    }

    @PostMapping(path = "/register", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AuthAnswers.Registered> register(HttpEntity<byte[]> body, HttpServletRequest request) {
        AuthBodies.Registering wanted = AuthBodies.registering(JsonBody.parse(body));
        attempts.register(request);
        return switch (accounts.register(wanted.username(), wanted.password())) {
            case Accounts.Registration.Registered made -> ResponseEntity.status(HttpStatus.CREATED)
                    .cacheControl(CacheControl.noStore())
                    .header("Location", "/v1/auth/me")
                    .body(new AuthAnswers.Registered(made.id(), made.consumerKey().value()));
            case Accounts.Registration.UsernameTaken taken -> throw ProblemException.of(Problem.USERNAME_TAKEN,
                    "Somebody has this name already; upper and lower case are the same.");
        };
    }

    @PostMapping("/consumer-key")
    ResponseEntity<AuthAnswers.NewKey> replaceConsumerKey() {
        attempts.replaceKey(caller.token().user());
        ConsumerKey key = accounts.replaceConsumerKey(caller.token())
                .orElseThrow(Challenge.INVALID_TOKEN::problem);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new AuthAnswers.NewKey(key.value()));
    }

    @GetMapping("/me")
    ResponseEntity<AuthAnswers.Me> me() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore())
                .body(accounts.find(caller.token().user()).map(AuthAnswers.Me::of)
                        .orElseThrow(Challenge.INVALID_TOKEN::problem));
    }
}
