package io.segmill.jobs.query;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.DateRange;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.RelatedRows;
import io.segmill.core.condition.Window;
import io.segmill.core.project.Source;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.RowPath;
import io.segmill.jobs.table.SparkTypes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Aggregates over the rows that are related to a customer, grouped by the value that ties them to customers: the
 * column at {@link #anchor}.
 */
final class CustomerRows {
    /** The column of a grouped frame that holds the tie. */
    static final String TIE = "tie";

    /** The column of a grouped frame that holds the aggregate. */
    static final String VALUE = "value";

    private final CheckedProject project;
    private final SourceTables tables;
    private final LocalDate asOf;

    CustomerRows(CheckedProject project, SourceTables tables, LocalDate asOf) {
        this.project = project;
        this.tables = tables;
        this.asOf = asOf;
    }

    /** Where, seen from a customer, the rows are tied: the key of the row from which the first hop to many starts. */
    static ColumnPath anchor(RelatedRows rows) {
        List<Hop> toOne = new ArrayList<>();
        for (Hop hop : rows.path().hops()) {
            if (hop.direction() == Hop.Direction.TO_MANY) {
                // Only the column's name is read: types were checked where the relationship was.
                return new ColumnPath(
                        new RowPath(rows.path().start(), toOne),
                        io.segmill.core.schema.Column.of(hop.startColumn(), DataType.STRING));
            }
            toOne.add(hop);
        }
        throw new IllegalStateException("no hop to many: " + rows.path());
    }

    /** One row a tie: the tie and the aggregate over its visible rows that meet the condition. */
    Dataset<Row> grouped(Operand aggregate) {
        return aggregate.match(new Operand.Cases<>() {
            @Override
            public Dataset<Row> constant(Operand.Constant constant) {
                throw new IllegalStateException("a constant is no aggregate");
            }

            @Override
            public Dataset<Row> attribute(Operand.Attribute attribute) {
                throw new IllegalStateException("an attribute is no aggregate");
            }

            @Override
            public Dataset<Row> count(Operand.Count count) {
                return group(count.rows(), Optional.empty(), functions.count(functions.lit(1)));
            }

            @Override
            public Dataset<Row> sum(Operand.Sum sum) {
                DataType summed = sum.value().column().type();
                Column value = RowFrame.column(sum.value());
                Column exact = summed.kind() == DataType.Kind.DOUBLE ? value.cast(SparkTypes.of(sum.type())) : value;
                return group(
                        sum.rows(),
                        Optional.of(sum.value()),
                        functions.sum(exact).cast(SparkTypes.of(sum.type())));
            }
        });
    }

    /** What an aggregate is for a customer without any row. */
    static Column withoutRows(Operand aggregate, Column value) {
        return aggregate.match(new Operand.Cases<>() {
            @Override
            public Column constant(Operand.Constant constant) {
                return value;
            }

            @Override
            public Column attribute(Operand.Attribute attribute) {
                return value;
            }

            @Override
            public Column count(Operand.Count count) {
                return functions.coalesce(value, functions.lit(0L));
            }

            @Override
            public Column sum(Operand.Sum sum) {
                return functions.coalesce(value, functions.lit(0).cast(SparkTypes.of(sum.type())));
            }
        });
    }

    private Dataset<Row> group(RelatedRows rows, Optional<ColumnPath> value, Column aggregate) {
        String source = rows.path().end();
        List<Hop> toMany = rows.path().hops().stream()
                .filter(hop -> hop.direction() == Hop.Direction.TO_MANY)
                .toList();
        Set<ColumnPath> paths = new TreeSet<>(java.util.Comparator.comparing(ColumnPath::toString));
        value.ifPresent(paths::add);
        Needs needs = new Needs();
        rows.where().ifPresent(needs::add);
        paths.addAll(needs.paths());

        // Back from the row to the first of the rows that the customer's hops to many lead to.
        RowPath at = RowPath.at(source);
        List<ColumnPath> parentTimes = new ArrayList<>();
        for (int hop = toMany.size() - 1; hop > 0; hop--) {
            List<Hop> back = new ArrayList<>(at.hops());
            back.add(new Hop(toMany.get(hop).relationship(), Hop.Direction.TO_ONE));
            at = new RowPath(source, back);
            eventTime(at).ifPresent(parentTimes::add);
        }
        ColumnPath tie = new ColumnPath(
                at, io.segmill.core.schema.Column.of(toMany.get(0).endColumn(), DataType.STRING));
        paths.add(tie);
        paths.addAll(parentTimes);
        Optional<ColumnPath> time = eventTime(RowPath.at(source));
        time.ifPresent(paths::add);

        Column counts = time.map(path -> visible(path, rows.within())).orElseGet(() -> functions.lit(true));
        for (ColumnPath parent : parentTimes) {
            counts = counts.and(visible(parent, new Window.AllTime()));
        }
        if (rows.where().isPresent()) {
            counts = counts.and(where(rows.where().get()));
        }
        Column tied = RowFrame.column(tie);
        return RowFrame.of(source, paths, tables)
                .where(counts.and(tied.isNotNull()))
                .groupBy(tied.as(TIE))
                .agg(aggregate.as(VALUE));
    }

    private Column where(Condition condition) {
        return new RowConditions(
                        operand -> CustomerQueries.attribute(operand),
                        segment -> {
                            throw new IllegalStateException("no members among rows");
                        },
                        asOf)
                .of(condition);
    }

    /** The event time of the rows at the end of a path, seen from where the path begins. */
    private Optional<ColumnPath> eventTime(RowPath path) {
        Source source = project.sources().get(path.end());
        return source.eventTime().map(time -> {
            List<Hop> hops = new ArrayList<>(path.hops());
            hops.addAll(time.rows().hops());
            return new ColumnPath(new RowPath(path.start(), hops), time.column());
        });
    }

    /** Not after the as-of date and inside the window; without a window a row without event time is visible too. */
    private Column visible(ColumnPath time, Window window) {
        Column value = RowFrame.column(time);
        Column day = RowConditions.day(value, time.column().type());
        Column notLater = day.leq(functions.lit(asOf));
        if (window instanceof Window.AllTime) {
            return value.isNull().or(notLater);
        }
        DateRange range = window.on(asOf);
        return functions.coalesce(RowConditions.inside(day, range).and(notLater), functions.lit(false));
    }
}
