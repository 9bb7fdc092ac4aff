package io.segmill.core.checking;

/**
 * Where a condition stands.
 *
 * @param start the source at whose rows its paths begin
 */
record Scope(String start, Place place) {
    /** What a condition is about. */
    enum Place {
        CUSTOMER,
        /** A row of an aggregate, in its {@code where}. */
        ROW,
        /** A row as it is loaded, in {@code delete-when}. */
        LOADED_ROW
    }
}
