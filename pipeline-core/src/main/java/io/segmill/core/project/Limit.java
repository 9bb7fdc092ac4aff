package io.segmill.core.project;

import io.segmill.core.condition.Operand;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps the highest or lowest of a segment's customers; ties are broken by the customer key, ascending, and a missing
 * operand ranks last either way.
 *
 * @param per the ranking is within each of its values, missing being one; absent for one ranking of all
 */
public record Limit(Rank rank, Quota quota, Operand by, Optional<Operand.Attribute> per) {
    /** Which end of the ranking is kept. */
    public enum Rank {
        TOP,
        BOTTOM
    }

    public Limit {
        Objects.requireNonNull(rank);
        Objects.requireNonNull(quota);
        Objects.requireNonNull(per);
        if (!by.type().isOrdered()) {
            throw new IllegalArgumentException("no order: " + by);
        }
    }
}
