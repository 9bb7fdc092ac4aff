package io.segmill.core.schema;

import java.util.Objects;

/**
 * A many-to-one relationship: every row of {@code fromSource} refers to at most one row of {@code toSource}.
 *
 * @param fromColumn the foreign key
 * @param toColumn the key of {@code toSource}
 * @param as the hop's name from {@code fromSource} to {@code toSource}
 * @param reverseAs the hop's name back, from {@code toSource} to {@code fromSource}
 */
public record Relationship(
        String fromSource, String fromColumn, String toSource, String toColumn, String as, String reverseAs) {
    public Relationship {
        Objects.requireNonNull(fromSource);
        Objects.requireNonNull(fromColumn);
        Objects.requireNonNull(toSource);
        Objects.requireNonNull(toColumn);
        if (as.isEmpty() || reverseAs.isEmpty()) {
            throw new IllegalArgumentException("a hop has a name");
        }
    }
}
