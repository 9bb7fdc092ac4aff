package io.segmill.core.likeness;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.RelatedRows;
import io.segmill.core.condition.Window;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.Relationship;
import io.segmill.core.schema.RowPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an expansion compares customers by.
 *
 * @param compared attributes, then of each related table how long ago, how often and how much
 * @param leftOut names of what is not compared, since the source segment's own definition asks for it
 * @param definers names of what it asks for and is compared all the same, since {@code using} says so
 */
public record Features(List<Operand> compared, List<String> leftOut, List<String> definers) {
    private static final int MOST_HOPS_TO_ONE = 3;
    private static final int MOST_HOPS_TO_MANY = 2;

    public Features {
        compared = List.copyOf(compared);
        leftOut = List.copyOf(leftOut);
        definers = List.copyOf(definers);
    }

    /**
     * What an expansion compares by: what {@code using} names, else everything that is no key, not personal and not
     * asked for by the definition of the segment that it is similar to.
     *
     * @param customers the id of the customers' source
     */
    public static Features of(
            Selection.Similar similar,
            String customers,
            Map<String, Source> sources,
            Collection<Relationship> relationships,
            Map<String, Segment> segments) {
        Definers definers = Definers.of(segments.get(similar.segment()), customers, segments);
        if (similar.using().isPresent()) {
            List<Operand> using =
                    List.copyOf(new LinkedHashSet<>(similar.using().get()));
            return new Features(
                    using,
                    List.of(),
                    using.stream().filter(definers::defines).map(Features::name).toList());
        }
        Everything all = new Everything(sources, relationships);
        all.addAttributes(RowPath.at(customers), new HashSet<>(Set.of(customers)));
        all.addTables(RowPath.at(customers), new HashSet<>(Set.of(customers)));
        List<Operand> compared = new ArrayList<>();
        Set<String> left = new LinkedHashSet<>();
        for (Operand operand : all.found) {
            if (definers.defines(operand)) {
                left.add(name(operand));
            } else {
                compared.add(operand);
            }
        }
        return new Features(compared, List.copyOf(left), List.of());
    }

    /** An attribute's path, or the path to the table of an aggregate. */
    private static String name(Operand operand) {
        return operand instanceof Operand.Aggregate aggregate
                ? aggregate.rows().path().toString()
                : ((Operand.Attribute) operand).path().toString();
    }

    private static final class Everything {
        private final Map<String, Source> sources;
        private final Collection<Relationship> relationships;
        private final List<Operand> found = new ArrayList<>();

        Everything(Map<String, Source> sources, Collection<Relationship> relationships) {
            this.sources = sources;
            this.relationships = relationships;
        }

        /** @param passed sources on the way, to none of which it goes back */
        void addAttributes(RowPath path, Set<String> passed) {
            for (Column column : open(path.end())) {
                found.add(new Operand.Attribute(new ColumnPath(path, column), Optional.empty()));
            }
            if (path.hops().size() < MOST_HOPS_TO_ONE) {
                further(path, Hop.Direction.TO_ONE, passed).forEach(next -> {
                    Set<String> with = new HashSet<>(passed);
                    with.add(next.end());
                    addAttributes(next, with);
                });
            }
        }

        void addTables(RowPath path, Set<String> passed) {
            if (path.hops().size() == MOST_HOPS_TO_MANY) {
                return;
            }
            for (RowPath next : further(path, Hop.Direction.TO_MANY, passed)) {
                RelatedRows rows = new RelatedRows(next, Optional.empty(), new Window.AllTime());
                if (sources.get(next.end()).eventTime().isPresent()) {
                    found.add(new Operand.Aggregate(AggregateFunction.DAYS_SINCE, rows, Optional.empty()));
                }
                found.add(Operand.Aggregate.count(rows));
                for (Column column : open(next.end())) {
                    if (AggregateFunction.SUM.takes(column.type())) {
                        ColumnPath value = new ColumnPath(RowPath.at(next.end()), column);
                        found.add(new Operand.Aggregate(howMuch(column.type()), rows, Optional.of(value)));
                    }
                }
                Set<String> with = new HashSet<>(passed);
                with.add(next.end());
                addTables(next, with);
            }
        }

        /** A sum of 64-bit numbers, which may be anything's ids, would overflow. */
        private static AggregateFunction howMuch(DataType type) {
            return type.kind() == DataType.Kind.BIGINT ? AggregateFunction.AVERAGE : AggregateFunction.SUM;
        }

        private List<RowPath> further(RowPath path, Hop.Direction direction, Set<String> passed) {
            List<RowPath> further = new ArrayList<>();
            for (Relationship relationship : relationships) {
                Hop hop = new Hop(relationship, direction);
                if (hop.start().equals(path.end()) && !passed.contains(hop.end())) {
                    List<Hop> hops = new ArrayList<>(path.hops());
                    hops.add(hop);
                    further.add(new RowPath(path.start(), hops));
                }
            }
            return further;
        }

        /** The columns of a source that tell of a row, and are not personal. */
        private List<Column> open(String source) {
            Set<String> keys = new HashSet<>(sources.get(source).key());
            for (Relationship relationship : relationships) {
                if (relationship.fromSource().equals(source)) {
                    keys.add(relationship.fromColumn());
                }
                if (relationship.toSource().equals(source)) {
                    keys.add(relationship.toColumn());
                }
            }
            return sources.get(source).columns().stream()
                    .filter(column -> !column.pii() && !keys.contains(column.name()))
                    .toList();
        }
    }
}
