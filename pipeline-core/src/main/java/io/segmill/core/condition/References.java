package io.segmill.core.condition;

import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.RowPath;
import java.util.Collections;
import java.util.Set;
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

    /** Nothing at all. */
    public static final References NONE = new References(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

    public static References of(Condition condition) {
        Walk walk = new Walk();
        walk.go(condition);
        return walk.found();
    }

    public static References of(Operand operand) {
        Walk walk = new Walk();
        walk.go(operand);
        return walk.found();
    }

    /** All that either reads. */
    public References and(References other) {
        return new References(
                joined(segments, other.segments), joined(sources, other.sources), joined(dated, other.dated));
    }

    private static SortedSet<String> joined(SortedSet<String> one, SortedSet<String> other) {
        SortedSet<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    public static References ofSegment(String id) {
        return new References(new TreeSet<>(Set.of(id)), new TreeSet<>(), new TreeSet<>());
    }

    private static final class Walk extends ConditionWalk {
        private final SortedSet<String> segments = new TreeSet<>();
        private final SortedSet<String> sources = new TreeSet<>();
        private final SortedSet<String> dated = new TreeSet<>();

        References found() {
            return new References(segments, sources, dated);
        }

        private void path(RowPath path) {
            sources.add(path.start());
            for (Hop hop : path.hops()) {
                sources.add(hop.end());
                if (hop.direction() == Hop.Direction.TO_MANY) {
                    dated.add(hop.end());
                }
            }
        }

        @Override
        protected void readColumn(ColumnPath path) {
            path(path.rows());
        }

        @Override
        protected void readAggregate(Operand.Aggregate aggregate) {
            aggregate.rows().where().ifPresent(this::go);
            path(aggregate.rows().path());
            aggregate.value().ifPresent(this::readColumn);
        }

        @Override
        protected void readSegment(String id) {
            segments.add(id);
        }
    }
}
