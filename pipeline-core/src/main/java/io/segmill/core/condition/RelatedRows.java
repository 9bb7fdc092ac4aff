package io.segmill.core.condition;

import io.segmill.core.schema.Hop;
import io.segmill.core.schema.RowPath;
import java.util.Objects;
import java.util.Optional;

/**
 * The rows of one related source that count for a customer: those at the end of the path, not after the as-of date,
 * inside the window, that meet the condition.
 *
 * @param path from the customer: any hops to one row, then one or more hops to many
 * @param where a condition on each row, its paths starting at the row; absent when every row counts
 */
public record RelatedRows(RowPath path, Optional<Condition> where, Window within) {
    public RelatedRows {
        Objects.requireNonNull(where);
        Objects.requireNonNull(within);
        boolean many = false;
        for (Hop hop : path.hops()) {
            if (many && hop.direction() == Hop.Direction.TO_ONE) {
                throw new IllegalArgumentException("rows end with their last hop to many: " + path);
            }
            many = many || hop.direction() == Hop.Direction.TO_MANY;
        }
        if (!many) {
            throw new IllegalArgumentException("no hop to many: " + path);
        }
    }
}
