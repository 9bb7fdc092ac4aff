package io.segmill.core.definition;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.problem.SourceLocation;
import java.util.Objects;
import java.util.Optional;

/** What stands left or right of an operator, as written. */
public sealed interface OperandDefinition {
    /** A constant. */
    record Constant(Literal literal) implements OperandDefinition {
        @Override
        public SourceLocation location() {
            return literal.location();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.constant(this);
        }
    }

    /** {@code attribute: PATH}, with {@code part}. */
    record Attribute(Literal path, Optional<Literal> part) implements OperandDefinition {
        public Attribute {
            Objects.requireNonNull(part);
        }

        @Override
        public SourceLocation location() {
            return path.location();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.attribute(this);
        }
    }

    /** An aggregate: {@code count: PATH}, {@code sum: PATH.column} … */
    record Aggregate(AggregateFunction function, RowsDefinition rows) implements OperandDefinition {
        public Aggregate {
            Objects.requireNonNull(function);
        }

        @Override
        public SourceLocation location() {
            return rows.path().location();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.aggregate(this);
        }
    }

    /** An operand right of an operator with {@code times} and {@code plus}, applied in that order. */
    record Adjusted(OperandDefinition operand, Optional<Literal> times, Optional<Literal> plus)
            implements OperandDefinition {
        public Adjusted {
            Objects.requireNonNull(times);
            Objects.requireNonNull(plus);
        }

        @Override
        public SourceLocation location() {
            return operand.location();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.adjusted(this);
        }
    }

    /** What could not be read; its problem is already told. */
    record Broken(SourceLocation location) implements OperandDefinition {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.broken(this);
        }
    }

    SourceLocation location();

    <R> R match(Cases<R> cases);

    /** One method a record and no defaults: a new operand does not compile until the checker answers it. */
    interface Cases<R> {
        R constant(Constant constant);

        R attribute(Attribute attribute);

        R aggregate(Aggregate aggregate);

        R adjusted(Adjusted adjusted);

        R broken(Broken broken);
    }
}
