package io.spillway.contract.outcome;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What became of a command. Every command has exactly one, whatever is delivered again. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "result")
@JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Applied.class, name = "applied"),
        @JsonSubTypes.Type(value = Outcome.Rejected.class, name = "rejected")})
public sealed interface Outcome {

    /**
     * The change was made.
     *
     * @param version the order's version after it
     */
    record Applied(long version) implements Outcome {}

    /** The change was refused, and nothing happened. */
    record Rejected(RefusalCode code) implements Outcome {}
}
