package io.segmill.jobs.profile;

import java.util.Objects;

/**
 * Something about a column that a person should look at.
 *
 * @param threshold from where on it is told
 * @param sentence what was found, whole and on its own; no value of a {@code pii} column
 */
public record Alert(Code code, String threshold, String sentence) {
    /** What kind of thing it is; the table holds the text. */
    public enum Code {
        CONSTANT("constant"),
        MOSTLY_MISSING("mostly-missing"),
        ALL_DIFFERENT("all-different"),
        SKEWED("skewed"),
        IN_THE_FUTURE("in-the-future"),
        CHANGED_ROWS("changed-rows"),
        CHANGED_MISSING("changed-missing"),
        CHANGED_DISTINCT("changed-distinct"),
        CHANGED_MEAN("changed-mean");

        private final String text;

        Code(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        static Code of(String text) {
            for (Code code : values()) {
                if (code.text.equals(text)) {
                    return code;
                }
            }
            throw new IllegalArgumentException("no alert of the table: " + text);
        }
    }

    public Alert {
        Objects.requireNonNull(code);
        if (threshold.isEmpty() || sentence.isEmpty()) {
            throw new IllegalArgumentException("an alert says what and from where on: " + code);
        }
    }
}
