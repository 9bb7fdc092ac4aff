package io.segmill.core.problem;

import java.util.Locale;

/** Whether a problem stops the project from running. */
public enum Severity {
    ERROR,
    WARNING;

    /** The word people and JSON readers see: {@code error} or {@code warning}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
