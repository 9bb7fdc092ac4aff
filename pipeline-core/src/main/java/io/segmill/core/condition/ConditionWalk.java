package io.segmill.core.condition;

import io.segmill.core.schema.ColumnPath;
import java.util.List;

/**
 * Goes once through all that a condition or operand asks of its own row or customer. Those who look for something say
 * what they do where they meet it; whether to go into an aggregate's own condition is theirs to say.
 */
public abstract class ConditionWalk implements Condition.Cases<Void>, Operand.Cases<Void> {
    /** A column that is read. */
    protected abstract void readColumn(ColumnPath path);

    /** An aggregate that is computed; the test whether there are rows is their count. */
    protected abstract void readAggregate(Operand.Aggregate aggregate);

    /** A segment whose members are asked for. */
    protected abstract void readSegment(String id);

    public final void go(Condition condition) {
        condition.match(this);
    }

    public final void go(Operand operand) {
        operand.match(this);
    }

    private Void parts(List<Condition> parts) {
        parts.forEach(this::go);
        return null;
    }

    private Void operands(Operand... operands) {
        for (Operand operand : operands) {
            go(operand);
        }
        return null;
    }

    @Override
    public final Void everyone(Condition.Everyone everyone) {
        return null;
    }

    @Override
    public final Void all(Condition.All all) {
        return parts(all.parts());
    }

    @Override
    public final Void any(Condition.Any any) {
        return parts(any.parts());
    }

    @Override
    public final Void none(Condition.None none) {
        return parts(none.parts());
    }

    @Override
    public final Void not(Condition.Not not) {
        go(not.inner());
        return null;
    }

    @Override
    public final Void atLeast(Condition.AtLeast atLeast) {
        return parts(atLeast.parts());
    }

    @Override
    public final Void memberOf(Condition.MemberOf memberOf) {
        readSegment(memberOf.segment());
        return null;
    }

    @Override
    public final Void compare(Condition.Compare compare) {
        return operands(compare.left(), compare.right());
    }

    @Override
    public final Void oneOf(Condition.OneOf oneOf) {
        return operands(oneOf.left());
    }

    @Override
    public final Void between(Condition.Between between) {
        return operands(between.left(), between.low(), between.high());
    }

    @Override
    public final Void text(Condition.Text text) {
        return operands(text.left());
    }

    @Override
    public final Void isSet(Condition.IsSet isSet) {
        return operands(isSet.left());
    }

    @Override
    public final Void within(Condition.Within within) {
        return operands(within.left());
    }

    @Override
    public final Void anniversary(Condition.Anniversary anniversary) {
        return operands(anniversary.left());
    }

    @Override
    public final Void has(Condition.Has has) {
        readAggregate(Operand.Aggregate.count(has.rows()));
        return null;
    }

    @Override
    public final Void constant(Operand.Constant constant) {
        return null;
    }

    @Override
    public final Void attribute(Operand.Attribute attribute) {
        readColumn(attribute.path());
        return null;
    }

    @Override
    public final Void aggregate(Operand.Aggregate aggregate) {
        readAggregate(aggregate);
        return null;
    }

    @Override
    public final Void times(Operand.Times times) {
        return operands(times.operand());
    }

    @Override
    public final Void plus(Operand.Plus plus) {
        return operands(plus.operand());
    }

    @Override
    public final Void moved(Operand.Moved moved) {
        return operands(moved.operand());
    }
}
