package io.spillway.e2e.fuzz;

/** Whom a request comes from. */
public enum Caller {
    USER,
    OPERATOR,
    /** Logs out, and replaces the own consumer key. */
    LEAVING
}
