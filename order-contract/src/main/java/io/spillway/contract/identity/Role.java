package io.spillway.contract.identity;

/** What a user may do; the names stand in tokens. */
public enum Role {
    /** Sees and changes the own orders. */
    USER,
    /** Sees and changes everybody's orders, and administers dead letters. */
    OPERATOR
}
