package io.segmill.core.explanation;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.Operand;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What must be asked about a customer before a condition can be explained: every condition that it is made of, and the
 * values that they compare.
 */
public record Question(List<Condition> conditions, List<Operand> operands) {
    public Question {
        conditions = List.copyOf(conditions);
        operands = List.copyOf(operands);
    }

    /** @param asOf the date as of which it is asked */
    public static Question of(Condition condition, CheckedProject project, LocalDate asOf) {
        Collecting collecting = new Collecting(new EventTimes(project, asOf));
        collecting.add(condition);
        return new Question(List.copyOf(collecting.conditions), List.copyOf(collecting.operands));
    }

    private static final class Collecting implements Condition.Cases<Void> {
        private final EventTimes times;
        private final Set<Condition> conditions = new LinkedHashSet<>();
        private final Set<Operand> operands = new LinkedHashSet<>();

        Collecting(EventTimes times) {
            this.times = times;
        }

        void add(Condition condition) {
            conditions.add(condition);
            Group.of(condition).ifPresentOrElse(group -> group.parts().forEach(this::add), () -> condition.match(this));
        }

        private Void values(Operand... compared) {
            for (Operand operand : compared) {
                if (!(operand instanceof Operand.Constant)) {
                    operands.add(operand);
                }
            }
            return null;
        }

        private static Void asGroup() {
            throw new IllegalStateException("its parts are asked for, not itself");
        }

        @Override
        public Void everyone(Condition.Everyone everyone) {
            return null;
        }

        @Override
        public Void all(Condition.All all) {
            return asGroup();
        }

        @Override
        public Void any(Condition.Any any) {
            return asGroup();
        }

        @Override
        public Void none(Condition.None none) {
            return asGroup();
        }

        @Override
        public Void not(Condition.Not not) {
            add(not.inner());
            return null;
        }

        @Override
        public Void atLeast(Condition.AtLeast atLeast) {
            return asGroup();
        }

        @Override
        public Void memberOf(Condition.MemberOf memberOf) {
            return null;
        }

        @Override
        public Void compare(Condition.Compare compare) {
            return values(compare.left(), compare.right());
        }

        @Override
        public Void oneOf(Condition.OneOf oneOf) {
            return values(oneOf.left());
        }

        @Override
        public Void between(Condition.Between between) {
            return values(between.left(), between.low(), between.high());
        }

        @Override
        public Void text(Condition.Text text) {
            return values(text.left());
        }

        @Override
        public Void isSet(Condition.IsSet isSet) {
            return values(isSet.left());
        }

        @Override
        public Void within(Condition.Within within) {
            return values(within.left());
        }

        @Override
        public Void anniversary(Condition.Anniversary anniversary) {
            return values(anniversary.left());
        }

        @Override
        public Void has(Condition.Has has) {
            times.of(has.rows()).ifPresent(asked -> {
                values(asked.newest());
                asked.newestEver().ifPresent(this::values);
                asked.oldestEver().ifPresent(this::values);
            });
            return values(Operand.Aggregate.count(has.rows()));
        }
    }
}
