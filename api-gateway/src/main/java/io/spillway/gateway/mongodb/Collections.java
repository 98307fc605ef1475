package io.spillway.gateway.mongodb;

/** The names of the collections. */
final class Collections {

    static final String USERS = "users";
    static final String SESSIONS = "sessions";
    static final String REVOCATIONS = "revocations";

    private Collections() {}
}
