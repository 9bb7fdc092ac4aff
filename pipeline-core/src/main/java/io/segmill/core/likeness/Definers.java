package io.segmill.core.likeness;

import io.segmill.core.condition.ConditionWalk;
import io.segmill.core.condition.Operand;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.Hop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What decides who is a member of a segment, followed through the segments that it refers to: a model that saw it would
 * learn the definition, which nobody outside meets, and nothing of the members.
 */
final class Definers extends ConditionWalk {
    private record Place(String source, String column) {}

    private final Set<Place> columns = new HashSet<>();
    private final Set<String> tables = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> open = new ArrayDeque<>();

    private final String customers;

    private Definers(String customers) {
        this.customers = customers;
    }

    /** @param customers the id of the customers' source */
    static Definers of(Segment segment, String customers, Map<String, Segment> segments) {
        Definers definers = new Definers(customers);
        definers.readSegment(segment.id());
        while (!definers.open.isEmpty()) {
            definers.read(segments.get(definers.open.remove()).selection());
        }
        return definers;
    }

    private void read(Selection selection) {
        selection.match(new Selection.Cases<Void>() {
            @Override
            public Void where(Selection.Where where) {
                go(where.condition());
                where.limits().forEach(limit -> {
                    go(limit.by());
                    limit.per().ifPresent(Definers.this::go);
                });
                return null;
            }

            @Override
            public Void listed(Selection.Listed listed) {
                columns.add(new Place(customers, listed.match().name()));
                return null;
            }

            @Override
            public Void similar(Selection.Similar similar) {
                readSegment(similar.segment());
                similar.candidates().ifPresent(Definers.this::go);
                return null;
            }
        });
    }

    /** A column wherever a path leads to it; of a related table that is asked for, every aggregate. */
    boolean defines(Operand operand) {
        if (operand instanceof Operand.Aggregate aggregate) {
            return aggregate.rows().path().hops().stream().anyMatch(hop -> tables.contains(hop.end()));
        }
        ColumnPath path = ((Operand.Attribute) operand).path();
        return columns.contains(new Place(path.rows().end(), path.column().name()));
    }

    @Override
    protected void readColumn(ColumnPath path) {
        columns.add(new Place(path.rows().end(), path.column().name()));
    }

    @Override
    protected void readAggregate(Operand.Aggregate aggregate) {
        aggregate.rows().where().ifPresent(this::go);
        for (Hop hop : aggregate.rows().path().hops()) {
            if (hop.direction() == Hop.Direction.TO_MANY) {
                tables.add(hop.end());
            }
        }
    }

    @Override
    protected void readSegment(String id) {
        if (seen.add(id)) {
            open.add(id);
        }
    }
}
