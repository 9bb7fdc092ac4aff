package io.segmill.core.project;

import io.segmill.core.condition.Operand;
import java.util.Objects;

/**
 * A column shown beside each member.
 *
 * @param header the path as written, or what {@code as} says
 */
public record OutputColumn(String header, Operand value) {
    public OutputColumn {
        Objects.requireNonNull(value);
        if (header.isEmpty()) {
            throw new IllegalArgumentException("a column has a header");
        }
    }

    /** Whether people who only look must not see the values whole. */
    public boolean isPii() {
        if (value instanceof Operand.Aggregate aggregate) {
            return aggregate.function().picksValue()
                    && aggregate.value().orElseThrow().column().pii();
        }
        return value instanceof Operand.Attribute attribute
                && attribute.path().column().pii();
    }
}
