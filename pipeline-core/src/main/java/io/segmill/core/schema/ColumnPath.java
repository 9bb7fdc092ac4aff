package io.segmill.core.schema;

import java.util.Objects;

/** A column of the row at the end of a path. */
public record ColumnPath(RowPath rows, Column column) {
    public ColumnPath {
        Objects.requireNonNull(rows);
        Objects.requireNonNull(column);
    }

    /** As written: {@code address.state}. */
    @Override
    public String toString() {
        return rows.hops().isEmpty() ? column.name() : rows + "." + column.name();
    }
}
