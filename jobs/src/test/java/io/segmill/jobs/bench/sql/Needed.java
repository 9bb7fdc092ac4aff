package io.segmill.jobs.bench.sql;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.ConditionWalk;
import io.segmill.core.condition.Operand;
import io.segmill.core.project.Segment;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.RowPath;
import io.segmill.jobs.bench.book.Book;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What some segments read: columns of the customer, aggregates over related rows, each once. */
public final class Needed extends ConditionWalk {
    private final Set<ColumnPath> paths = new LinkedHashSet<>();
    private final Set<Operand.Aggregate> aggregates = new LinkedHashSet<>();
    private final Set<String> segments = new LinkedHashSet<>();

    public static Needed by(Collection<Segment> segments) {
        Needed needed = new Needed();
        for (Segment segment : segments) {
            needed.go(Book.condition(segment));
            Book.selection(segment).limits().forEach(limit -> {
                needed.go(limit.by());
                limit.per().ifPresent(needed::go);
            });
        }
        return needed;
    }

    Set<ColumnPath> paths() {
        return paths;
    }

    public Set<Operand.Aggregate> aggregates() {
        return aggregates;
    }

    /** Segments that others refer to. */
    Set<String> segments() {
        return segments;
    }

    /** The columns that must be read, by source. */
    public Map<String, Set<String>> columns(CheckedProject project) {
        Map<String, Set<String>> columns = new TreeMap<>();
        String customers = project.customers().id();
        columns.computeIfAbsent(customers, id -> new TreeSet<>())
                .add(project.customerKey().name());
        paths.forEach(path -> add(path, columns));
        for (Operand.Aggregate aggregate : aggregates) {
            RowPath rows = aggregate.rows().path();
            rows.hops().forEach(hop -> add(hop, columns));
            project.sources().get(rows.end()).eventTime().ifPresent(time -> add(time, columns));
            aggregate.value().ifPresent(value -> add(value, columns));
            aggregate.rows().where().ifPresent(where -> {
                Needed row = new Needed();
                row.go(where);
                row.paths.forEach(path -> add(path, columns));
            });
        }
        return columns;
    }

    private static void add(ColumnPath path, Map<String, Set<String>> columns) {
        path.rows().hops().forEach(hop -> add(hop, columns));
        columns.computeIfAbsent(path.rows().end(), id -> new TreeSet<>())
                .add(path.column().name());
    }

    private static void add(Hop hop, Map<String, Set<String>> columns) {
        columns.computeIfAbsent(hop.start(), id -> new TreeSet<>()).add(hop.startColumn());
        columns.computeIfAbsent(hop.end(), id -> new TreeSet<>()).add(hop.endColumn());
    }

    /** The conditions that are no logic: tests, and tests for rows and members; each once. */
    public static Set<Condition> leaves(Collection<Segment> segments) {
        Set<Condition> leaves = new LinkedHashSet<>();
        segments.forEach(segment -> addLeaves(Book.condition(segment), leaves));
        return leaves;
    }

    private static void addLeaves(Condition condition, Set<Condition> leaves) {
        if (condition instanceof Condition.Not not) {
            addLeaves(not.inner(), leaves);
        } else if (condition.rules().get(0) == condition) {
            leaves.add(condition);
        } else {
            condition.rules().forEach(part -> addLeaves(part, leaves));
        }
    }

    @Override
    protected void readColumn(ColumnPath path) {
        paths.add(path);
    }

    @Override
    protected void readAggregate(Operand.Aggregate aggregate) {
        aggregates.add(aggregate);
    }

    @Override
    protected void readSegment(String id) {
        segments.add(id);
    }
}
