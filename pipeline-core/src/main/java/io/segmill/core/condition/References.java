package io.segmill.core.condition;

import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.RowPath;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a condition or an operand reads.
 *
 * @param segments ids of the segments whose members it asks for
 * @param sources ids of every source on its paths
 * @param dated those of the sources whose rows count only up to the as-of date, so that their event time is read too
 */
public record References(SortedSet<String> segments, SortedSet<String> sources, SortedSet<String> dated) {
    public References {
        segments = Collections.unmodifiableSortedSet(new TreeSet<>(segments));
        sources = Collections.unmodifiableSortedSet(new TreeSet<>(sources));
        dated = Collections.unmodifiableSortedSet(new TreeSet<>(dated));
    }

    public static References of(Condition condition) {
        Walk walk = new Walk();
        condition.match(walk);
        return walk.found();
    }

    public static References of(Operand operand) {
        Walk walk = new Walk();
        operand.match(walk);
        return walk.found();
    }

    private static final class Walk implements Condition.Cases<Void>, Operand.Cases<Void> {
        private final SortedSet<String> segments = new TreeSet<>();
        private final SortedSet<String> sources = new TreeSet<>();
        private final SortedSet<String> dated = new TreeSet<>();

        References found() {
            return new References(segments, sources, dated);
        }

        private Void parts(List<Condition> parts) {
            parts.forEach(part -> part.match(this));
            return null;
        }

        private Void operands(Operand... operands) {
            for (Operand operand : operands) {
                operand.match(this);
            }
            return null;
        }

        private Void path(RowPath path) {
            sources.add(path.start());
            for (Hop hop : path.hops()) {
                sources.add(hop.end());
                if (hop.direction() == Hop.Direction.TO_MANY) {
                    dated.add(hop.end());
                }
            }
            return null;
        }

        private Void rows(RelatedRows rows) {
            rows.where().ifPresent(where -> where.match(this));
            return path(rows.path());
        }

        @Override
        public Void everyone(Condition.Everyone everyone) {
            return null;
        }

        @Override
        public Void all(Condition.All all) {
            return parts(all.parts());
        }

        @Override
        public Void any(Condition.Any any) {
            return parts(any.parts());
        }

        @Override
        public Void none(Condition.None none) {
            return parts(none.parts());
        }

        @Override
        public Void not(Condition.Not not) {
            return not.inner().match(this);
        }

        @Override
        public Void atLeast(Condition.AtLeast atLeast) {
            return parts(atLeast.parts());
        }

        @Override
        public Void memberOf(Condition.MemberOf memberOf) {
            segments.add(memberOf.segment());
            return null;
        }

        @Override
        public Void compare(Condition.Compare compare) {
            return operands(compare.left(), compare.right());
        }

        @Override
        public Void oneOf(Condition.OneOf oneOf) {
            return operands(oneOf.left());
        }

        @Override
        public Void between(Condition.Between between) {
            return operands(between.left(), between.low(), between.high());
        }

        @Override
        public Void text(Condition.Text text) {
            return operands(text.left());
        }

        @Override
        public Void isSet(Condition.IsSet isSet) {
            return operands(isSet.left());
        }

        @Override
        public Void within(Condition.Within within) {
            return operands(within.left());
        }

        @Override
        public Void anniversary(Condition.Anniversary anniversary) {
            return operands(anniversary.left());
        }

        @Override
        public Void has(Condition.Has has) {
            return rows(has.rows());
        }

        @Override
        public Void constant(Operand.Constant constant) {
            return null;
        }

        @Override
        public Void attribute(Operand.Attribute attribute) {
            return path(attribute.path().rows());
        }

        @Override
        public Void count(Operand.Count count) {
            return rows(count.rows());
        }

        @Override
        public Void sum(Operand.Sum sum) {
            rows(sum.rows());
            ColumnPath value = sum.value();
            return path(value.rows());
        }
    }
}
