package io.segmill.jobs.query;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.RelatedRows;
import io.segmill.core.schema.ColumnPath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a condition or operand reads of its own row: columns, aggregates over related rows, other segments. */
final class Needs implements Condition.Cases<Void>, Operand.Cases<Void> {
    private final Set<ColumnPath> paths = new LinkedHashSet<>();
    private final Set<Operand> aggregates = new LinkedHashSet<>();
    private final Set<String> segments = new LinkedHashSet<>();

    Set<ColumnPath> paths() {
        return paths;
    }

    /** Operands that are computed from related rows; a test for rows needs their count. */
    Set<Operand> aggregates() {
        return aggregates;
    }

    Set<String> segments() {
        return segments;
    }

    Needs add(Condition condition) {
        condition.match(this);
        return this;
    }

    Needs add(Operand operand) {
        operand.match(this);
        return this;
    }

    private Void each(List<Condition> parts) {
        parts.forEach(this::add);
        return null;
    }

    private Void aggregate(Operand operand, RelatedRows rows) {
        aggregates.add(operand);
        paths.add(CustomerRows.anchor(rows));
        return null;
    }

    @Override
    public Void everyone(Condition.Everyone everyone) {
        return null;
    }

    @Override
    public Void all(Condition.All all) {
        return each(all.parts());
    }

    @Override
    public Void any(Condition.Any any) {
        return each(any.parts());
    }

    @Override
    public Void none(Condition.None none) {
        return each(none.parts());
    }

    @Override
    public Void not(Condition.Not not) {
        return not.inner().match(this);
    }

    @Override
    public Void atLeast(Condition.AtLeast atLeast) {
        return each(atLeast.parts());
    }

    @Override
    public Void memberOf(Condition.MemberOf memberOf) {
        segments.add(memberOf.segment());
        return null;
    }

    @Override
    public Void compare(Condition.Compare compare) {
        compare.left().match(this);
        return compare.right().match(this);
    }

    @Override
    public Void oneOf(Condition.OneOf oneOf) {
        return oneOf.left().match(this);
    }

    @Override
    public Void between(Condition.Between between) {
        between.left().match(this);
        between.low().match(this);
        return between.high().match(this);
    }

    @Override
    public Void text(Condition.Text text) {
        return text.left().match(this);
    }

    @Override
    public Void isSet(Condition.IsSet isSet) {
        return isSet.left().match(this);
    }

    @Override
    public Void within(Condition.Within within) {
        return within.left().match(this);
    }

    @Override
    public Void anniversary(Condition.Anniversary anniversary) {
        return anniversary.left().match(this);
    }

    @Override
    public Void has(Condition.Has has) {
        return aggregate(new Operand.Count(has.rows()), has.rows());
    }

    @Override
    public Void constant(Operand.Constant constant) {
        return null;
    }

    @Override
    public Void attribute(Operand.Attribute attribute) {
        paths.add(attribute.path());
        return null;
    }

    @Override
    public Void count(Operand.Count count) {
        return aggregate(count, count.rows());
    }

    @Override
    public Void sum(Operand.Sum sum) {
        return aggregate(sum, sum.rows());
    }
}
