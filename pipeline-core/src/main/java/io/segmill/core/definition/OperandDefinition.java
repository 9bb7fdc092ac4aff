package io.segmill.core.definition;

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

    /** {@code count: PATH}. */
    record Count(RowsDefinition rows) implements OperandDefinition {
        @Override
        public SourceLocation location() {
            return rows.path().location();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.count(this);
        }
    }

    /** {@code sum: PATH.column}. */
    record Sum(RowsDefinition rows) implements OperandDefinition {
        @Override
        public SourceLocation location() {
            return rows.path().location();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sum(this);
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

        R count(Count count);

        R sum(Sum sum);

        R broken(Broken broken);
    }
}
