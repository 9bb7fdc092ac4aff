package io.segmill.core.evaluation;

import io.segmill.core.condition.Operand;
import io.segmill.core.schema.ColumnPath;
import java.util.Optional;

/**
 * What is known of a customer or, inside an aggregate, of a related row. Values are of the class that {@link Row} gives
 * their type.
 */
public interface Readings {
    /** The column at the end of a path by hops to one row; empty when it is missing. */
    Optional<Object> attribute(ColumnPath path);

    /**
     * What an aggregate makes of the related rows; empty when it is missing.
     *
     * @throws ArithmeticException when it does not fit its type
     */
    Optional<Object> aggregate(Operand.Aggregate aggregate);

    boolean isMember(String segment);
}
