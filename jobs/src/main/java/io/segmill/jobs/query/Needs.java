package io.segmill.jobs.query;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.ConditionWalk;
import io.segmill.core.condition.Operand;
import io.segmill.core.schema.ColumnPath;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a condition or operand reads of its own row: columns, aggregates over related rows, other segments. */
final class Needs extends ConditionWalk {
    private final Set<ColumnPath> paths = new LinkedHashSet<>();
    private final Set<Operand.Aggregate> aggregates = new LinkedHashSet<>();
    private final Set<String> segments = new LinkedHashSet<>();

    Set<ColumnPath> paths() {
        return paths;
    }

    /** What is computed from related rows; a test for rows needs their count. */
    Set<Operand.Aggregate> aggregates() {
        return aggregates;
    }

    Set<String> segments() {
        return segments;
    }

    Needs add(Condition condition) {
        go(condition);
        return this;
    }

    Needs add(Operand operand) {
        go(operand);
        return this;
    }

    @Override
    protected void readColumn(ColumnPath path) {
        paths.add(path);
    }

    @Override
    protected void readAggregate(Operand.Aggregate aggregate) {
        aggregates.add(aggregate);
        paths.add(CustomerRows.anchor(aggregate.rows()));
    }

    @Override
    protected void readSegment(String id) {
        segments.add(id);
    }
}
