package io.spillway.gateway.http;

import java.util.Objects;
import java.util.Set;

import io.spillway.gateway.core.identity.Password;
import io.spillway.gateway.core.identity.Username;
import tools.jackson.databind.JsonNode;

/** Reads the bodies that are about accounts, or reports everything that is wrong with them. */
final class AuthBodies {

    /** Somebody who wants an account. */
    record Registering(Username username, Password password) {}

    /** Somebody who says to have one; nothing about the words is checked, because they are right or wrong. */
    record LoggingIn(String username, String password) {

        @Override
        public String toString() {
            return "LoggingIn[hidden]";
        }
    }

    private AuthBodies() {}

    static Registering registering(JsonNode body) {
        Violations violations = new Violations();
        Members members = members(body, Set.of("username", "password"), violations);
        Username username = members.text("username", Username::new);
        Password password = members.text("password", Password::new);
        violations.throwIfAny();
        return new Registering(Objects.requireNonNull(username), Objects.requireNonNull(password));
    }

    static LoggingIn loggingIn(JsonNode body) {
        Violations violations = new Violations();
        Members members = members(body, Set.of("username", "password"), violations);
        String username = members.text("username", text -> text);
        String password = members.text("password", text -> text);
        violations.throwIfAny();
        return new LoggingIn(Objects.requireNonNull(username), Objects.requireNonNull(password));
    }

    /** The one member of a body that brings a token. */
    static String token(JsonNode body, String member) {
        Violations violations = new Violations();
        Members members = members(body, Set.of(member), violations);
        String token = members.text(member, text -> text);
        violations.throwIfAny();
        return Objects.requireNonNull(token);
    }

    private static Members members(JsonNode body, Set<String> allowed, Violations violations) {
        Members members = Members.of(body, Pointer.ROOT, allowed, Set.of(), violations);
        if (members == null) {
            throw violations.thrown();
        }
        return members;
    }
}
