package io.spillway.orders.security;

/** Tells what a token is worth, whoever brings it. Safe for use by many threads. */
interface TokenCheck {

    Verdict check(String token);

    /** What came out. */
    sealed interface Verdict {

        record Valid(AccessToken token) implements Verdict {}

        /** Not a token of ours, or not in force. Doesn't say why: that would only help to forge one. */
        record Invalid() implements Verdict {}

        /** The gateway's keys are needed to tell, and not here. */
        record Undecided() implements Verdict {}
    }
}
