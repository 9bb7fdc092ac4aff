package io.segmill.jobs.pass.rows;

import io.segmill.core.condition.Operand;
import io.segmill.core.evaluation.Readings;
import io.segmill.core.schema.ColumnPath;
import java.util.Optional;
import java.util.function.Function;

/** What the columns of a row say. */
record RowReadings(Function<ColumnPath, Optional<Object>> values) implements Readings {
    @Override
    public Optional<Object> attribute(ColumnPath path) {
        return values.apply(path);
    }

    @Override
    public Optional<Object> aggregate(Operand.Aggregate aggregate) {
        throw new IllegalStateException("no aggregates among rows: " + aggregate);
    }

    @Override
    public boolean isMember(String segment) {
        throw new IllegalStateException("rows are in no segment: " + segment);
    }
}
