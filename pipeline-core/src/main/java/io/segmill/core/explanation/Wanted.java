package io.segmill.core.explanation;

/** Whether a condition is to be met, or its complement is. */
enum Wanted {
    MET,
    NOT_MET;

    Wanted other() {
        return this == MET ? NOT_MET : MET;
    }

    /** One of two wordings. */
    String say(String met, String notMet) {
        return this == MET ? met : notMet;
    }
}
