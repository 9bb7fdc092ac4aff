package io.segmill.core.definition;

import java.util.Objects;
import java.util.Optional;

/**
 * Related rows as written.
 *
 * @param head the aggregate's key: {@code has}, {@code count} …
 * @param path to a table or, where the aggregate takes one, to a column
 */
public record RowsDefinition(
        Literal head, Literal path, Optional<ConditionDefinition> where, Optional<Literal> within) {
    public RowsDefinition {
        Objects.requireNonNull(head);
        Objects.requireNonNull(path);
        Objects.requireNonNull(where);
        Objects.requireNonNull(within);
    }
}
