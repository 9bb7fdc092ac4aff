package io.segmill.core.binding;

/**
 * Where a condition stands.
 *
 * @param start the source at whose rows its paths begin
 */
public record Scope(String start, Place place) {
    /** What a condition is about. */
    public enum Place {
        CUSTOMER,
        /** A row of an aggregate, in its {@code where}. */
        ROW,
        /** A row as it is loaded, in {@code delete-when}. */
        LOADED_ROW
    }
}
