package io.segmill.jobs.pass.rows;

import io.segmill.core.condition.Operand;
import io.segmill.core.evaluation.Readings;
import io.segmill.core.schema.ColumnPath;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/** What a row of a frame says of itself. */
record RowReadings(FrameColumns columns, InternalRow row) implements Readings {
    @Override
    public Optional<Object> attribute(ColumnPath path) {
        return columns.value(row, path);
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
