package io.segmill.core.schema;

import java.util.Objects;
import java.util.Optional;

/**
 * A declared column of a source.
 *
 * @param inFile its name in the file; equal to {@code name} unless declared otherwise
 * @param format a strict {@link java.time.format.DateTimeFormatter} pattern, of dates and timestamps only
 * @param required whether a row without it is a bad row
 * @param pii whether its values are personal: never in profiles, errors or logs, masked wherever people only look
 */
public record Column(
        String name, String inFile, DataType type, Optional<String> format, boolean required, boolean pii) {
    public Column {
        Objects.requireNonNull(type);
        if (name.isEmpty() || inFile.isEmpty()) {
            throw new IllegalArgumentException("a column has a name");
        }
        if (format.isPresent() && !type.isTemporal()) {
            throw new IllegalArgumentException("only dates and timestamps have a format: " + name);
        }
    }

    /** A plain column: named alike in the file, neither required nor personal. */
    public static Column of(String name, DataType type) {
        return new Column(name, name, type, Optional.empty(), false, false);
    }
}
