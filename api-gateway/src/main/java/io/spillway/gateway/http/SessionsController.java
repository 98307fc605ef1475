package io.spillway.gateway.http;

import io.spillway.gateway.core.identity.AccountsUnavailableException;
import io.spillway.gateway.core.identity.Authenticator;
import io.spillway.gateway.core.identity.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpEntity;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Getting tokens, and giving them up. */
@RestController
@RequestMapping(path = "/v1/auth", produces = MediaType.APPLICATION_JSON_VALUE)
final class SessionsController {

    private final Sessions sessions;
    private final Authenticator authenticator;
    private final Attempts attempts;
    private final CurrentCaller caller;

    SessionsController(Sessions sessions, Authenticator authenticator, Attempts attempts, CurrentCaller caller) {
        this.sessions = sessions;
        this.authenticator = authenticator;
        this.attempts = attempts;
        this.caller = caller;
    }

    @PostMapping(path = "/token", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AuthAnswers.Tokens> token(HttpEntity<byte[]> body, HttpServletRequest request) {
        AuthBodies.LoggingIn typed = AuthBodies.loggingIn(JsonBody.parse(body));
        Attempts.Trial trial = attempts.logIn(typed.username(), request);
        Sessions.Result result = trial.of(() -> sessions.logIn(typed.username(), typed.password()));
        return answer(result, trial, Challenge.WRONG_CREDENTIALS);
    }

    @PostMapping(path = "/refresh", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AuthAnswers.Tokens> refresh(HttpEntity<byte[]> body, HttpServletRequest request) {
        String token = AuthBodies.token(JsonBody.parse(body), "refresh_token");
        Attempts.Trial trial = attempts.refresh(request);
        return answer(trial.of(() -> sessions.refresh(token)), trial, Challenge.INVALID_REFRESH_TOKEN);
    }

    @PostMapping(path = "/verify", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AuthAnswers.Verification> verify(HttpEntity<byte[]> body, HttpServletRequest request) {
        String token = AuthBodies.token(JsonBody.parse(body), "token");
        attempts.verify(request);
        AuthAnswers.Verification answer = switch (authenticator.inspect(token)) {
            case Authenticator.Result.Authenticated good -> AuthAnswers.Verification.of(good.token());
            case Authenticator.Result.Refused bad -> AuthAnswers.Verification.INACTIVE;
            case Authenticator.Result.Unavailable unknown ->
                throw new AccountsUnavailableException("Revocations were never read", null);
        };
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    }

    @PostMapping("/logout")
    ResponseEntity<Void> logout() {
        sessions.logOut(caller.token());
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<AuthAnswers.Tokens> answer(Sessions.Result result, Attempts.Trial trial,
            Challenge refusal) {
        return switch (result) {
            case Sessions.Result.Granted granted -> {
                trial.wasNoGuess();
                yield ResponseEntity.ok().cacheControl(CacheControl.noStore())
                        .body(AuthAnswers.Tokens.of(granted.tokens()));
            }
            case Sessions.Result.Refused no -> throw refusal.problem();
        };
    }
}
