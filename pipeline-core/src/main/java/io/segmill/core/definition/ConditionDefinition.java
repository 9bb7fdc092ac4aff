package io.segmill.core.definition;

import io.segmill.core.problem.SourceLocation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A condition as written: names not yet looked up. */
public sealed interface ConditionDefinition {
    /** {@code everyone: true}. */
    record Everyone(SourceLocation location) implements ConditionDefinition {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.everyone(this);
        }
    }

    /** {@code all}, {@code any} or {@code none} of a list. */
    record Group(Logic logic, List<ConditionDefinition> parts, SourceLocation location) implements ConditionDefinition {
        public Group {
            Objects.requireNonNull(logic);
            parts = List.copyOf(parts);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.group(this);
        }
    }

    /** How many parts of a group must be met. */
    enum Logic {
        ALL,
        ANY,
        NONE
    }

    /** {@code not: CONDITION}. */
    record Not(ConditionDefinition inner, SourceLocation location) implements ConditionDefinition {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.not(this);
        }
    }

    /** {@code at-least: {count: K, of: […]}}. */
    record AtLeast(Literal count, List<ConditionDefinition> parts, SourceLocation location)
            implements ConditionDefinition {
        public AtLeast {
            parts = List.copyOf(parts);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.atLeast(this);
        }
    }

    /** {@code member-of: ID}. */
    record MemberOf(Literal segment, SourceLocation location) implements ConditionDefinition {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.memberOf(this);
        }
    }

    /** {@code has: PATH} or {@code has-no: PATH}. */
    record Has(Polarity polarity, RowsDefinition rows) implements ConditionDefinition {
        @Override
        public SourceLocation location() {
            return rows.head().location();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.has(this);
        }
    }

    /** An operand with one operator. */
    record Test(
            OperandDefinition left,
            OperatorDefinition operator,
            Optional<Options.Option> ignoreCase,
            SourceLocation location)
            implements ConditionDefinition {
        public Test {
            Objects.requireNonNull(ignoreCase);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.test(this);
        }
    }

    /** What could not be read; its problem is already told. */
    record Broken(SourceLocation location) implements ConditionDefinition {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.broken(this);
        }
    }

    /** Where its head stands. */
    SourceLocation location();

    <R> R match(Cases<R> cases);

    /** One method a record and no defaults: a new condition does not compile until the checker answers it. */
    interface Cases<R> {
        R everyone(Everyone everyone);

        R group(Group group);

        R not(Not not);

        R atLeast(AtLeast atLeast);

        R memberOf(MemberOf memberOf);

        R has(Has has);

        R test(Test test);

        R broken(Broken broken);
    }
}
