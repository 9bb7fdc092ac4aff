package io.segmill.core.definition;

import io.segmill.core.condition.Comparison;
import io.segmill.core.condition.TextTest;
import io.segmill.core.problem.SourceLocation;
import java.util.List;

/** An operator with what stands right of it, as written. */
public sealed interface OperatorDefinition {
    /** {@code is}, {@code is-not} and the four ordered comparisons. */
    record Compare(Literal key, Comparison comparison, Polarity polarity, OperandDefinition right)
            implements OperatorDefinition {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.compare(this);
        }
    }

    /** {@code in} and {@code not-in}. */
    record OneOf(Literal key, Polarity polarity, List<Literal> values) implements OperatorDefinition {
        public OneOf {
            values = List.copyOf(values);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.oneOf(this);
        }
    }

    /** {@code between: [low, high]}. */
    record Between(Literal key, OperandDefinition low, OperandDefinition high) implements OperatorDefinition {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.between(this);
        }
    }

    /** {@code contains}, {@code starts-with}, {@code ends-with} and {@code matches}. */
    record Text(Literal key, TextTest test, Literal text) implements OperatorDefinition {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.text(this);
        }
    }

    /** {@code is-set: true} or {@code false}. */
    record IsSet(Literal key, Polarity polarity) implements OperatorDefinition {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.isSet(this);
        }
    }

    /** {@code within: WINDOW}. */
    record Within(Literal key, Literal window) implements OperatorDefinition {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.within(this);
        }
    }

    /** {@code anniversary: WINDOW}. */
    record Anniversary(Literal key, Literal window) implements OperatorDefinition {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.anniversary(this);
        }
    }

    /** What could not be read; its problem is already told. */
    record Broken(Literal key) implements OperatorDefinition {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.broken(this);
        }
    }

    /** The operator's own word. */
    Literal key();

    default SourceLocation location() {
        return key().location();
    }

    <R> R match(Cases<R> cases);

    /** One method a record and no defaults: a new operator does not compile until the checker answers it. */
    interface Cases<R> {
        R compare(Compare compare);

        R oneOf(OneOf oneOf);

        R between(Between between);

        R text(Text text);

        R isSet(IsSet isSet);

        R within(Within within);

        R anniversary(Anniversary anniversary);

        R broken(Broken broken);
    }
}
