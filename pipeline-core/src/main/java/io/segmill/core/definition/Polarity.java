package io.segmill.core.definition;

/** Whether a condition is meant as it says or as its plain complement. */
public enum Polarity {
    PLAIN,
    /** {@code is-not}, {@code not-in}, {@code is-set: false}, {@code has-no}. */
    COMPLEMENT
}
