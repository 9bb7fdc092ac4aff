package io.segmill.jobs.reading.row;

/**
 * What came of a text: a value, nothing, or not a value of the type at all.
 *
 * @param value in the class that Spark takes for the type; null when missing or unfit
 */
public record Converted(boolean fits, Object value) {
    /** The text stands for a missing value. */
    static final Converted MISSING = new Converted(true, null);

    /** The text is not a value of the type. */
    static final Converted UNFIT = new Converted(false, null);

    static Converted to(Object value) {
        return new Converted(true, value);
    }
}
