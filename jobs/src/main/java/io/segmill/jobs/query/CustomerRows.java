package io.segmill.jobs.query;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.condition.AggregateFunction;
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
import java.math.BigDecimal;
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
import org.apache.spark.sql.types.DataTypes;

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

    /** What an aggregate is for a customer without any row. */
    static Column withoutRows(Operand.Aggregate aggregate, Column value) {
        return switch (aggregate.function()) {
            case COUNT, COUNT_DISTINCT, SUM ->
                functions.coalesce(value, functions.lit(0).cast(SparkTypes.of(aggregate.type())));
            case AVERAGE, MIN, MAX, LATEST, EARLIEST, MOST_FREQUENT, DAYS_SINCE -> value;
        };
    }

    /** One row a tie: the tie and the aggregate over its visible rows that meet the condition. */
    Dataset<Row> grouped(Operand.Aggregate aggregate) {
        RelatedRows rows = aggregate.rows();
        String source = rows.path().end();
        List<Hop> toMany = rows.path().hops().stream()
                .filter(hop -> hop.direction() == Hop.Direction.TO_MANY)
                .toList();
        Set<ColumnPath> paths = new TreeSet<>(java.util.Comparator.comparing(ColumnPath::toString));
        aggregate.value().ifPresent(paths::add);
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
            counts = counts.and(RowConditions.ofRows(asOf).of(rows.where().get()));
        }
        Column tied = RowFrame.column(tie);
        return RowFrame.of(source, paths, tables)
                .where(counts.and(tied.isNotNull()))
                .groupBy(tied.as(TIE))
                .agg(aggregated(aggregate, time).as(VALUE));
    }

    private Column aggregated(Operand.Aggregate aggregate, Optional<ColumnPath> time) {
        Column value = aggregate
                .value()
                .map(path -> normal(RowFrame.column(path), path.column().type()))
                .orElseGet(() -> functions.lit(1));
        return switch (aggregate.function()) {
            case COUNT -> functions.count(value);
            case COUNT_DISTINCT -> functions.count_distinct(value);
            case SUM -> sum(aggregate, value).cast(SparkTypes.of(aggregate.type()));
            case AVERAGE -> average(aggregate, value);
            case MIN -> functions.min(value);
            case MAX -> functions.max(value);
            // A missing value comes before all others, so that it is the greatest only where nothing is set.
            case LATEST ->
                functions
                        .max(dated(time, functions.struct(moment(time).as("at"), value.as("value"))))
                        .getField("value");
            case EARLIEST ->
                functions
                        .min(dated(
                                time,
                                functions.struct(
                                        moment(time).as("at"), value.isNull().as("missing"), value.as("value"))))
                        .getField("value");
            case MOST_FREQUENT -> functions.mode(value, true);
            case DAYS_SINCE ->
                functions.datediff(
                        functions.lit(asOf),
                        functions.max(RowOperands.day(
                                moment(time), time.orElseThrow().column().type())));
        };
    }

    private static Column moment(Optional<ColumnPath> time) {
        return RowFrame.column(time.orElseThrow());
    }

    /** Only for rows that have an event time. */
    private static Column dated(Optional<ColumnPath> time, Column value) {
        return functions.when(moment(time).isNotNull(), value);
    }

    /** Zero has one sign. */
    private static Column normal(Column value, DataType type) {
        return type.kind() == DataType.Kind.DOUBLE ? value.plus(functions.lit(0.0)) : value;
    }

    /** The exact sum; of whole numbers as a decimal, which does not overflow on the way to a sum that fits. */
    private static Column sum(Operand.Aggregate aggregate, Column value) {
        DataType type = aggregate.value().orElseThrow().column().type();
        return switch (type.kind()) {
            case INT -> functions.sum(value);
            case BIGINT -> functions.sum(value.cast(DataTypes.createDecimalType(19, 0)));
            case DECIMAL -> functions.sum(value);
            case DOUBLE -> functions.sum(value.cast(SparkTypes.of(AggregateFunction.sumOf(type))));
            case BOOLEAN, STRING, DATE, TIMESTAMP -> throw new IllegalStateException("no number: " + type);
        };
    }

    /** See {@link AggregateFunction#AVERAGE}. */
    private static Column average(Operand.Aggregate aggregate, Column value) {
        DataType summed =
                AggregateFunction.sumOf(aggregate.value().orElseThrow().column().type());
        int scale = summed.scale();
        Column unit = functions.lit(BigDecimal.TEN.pow(scale)).cast(DataTypes.createDecimalType(scale + 1, 0));
        Column exact = sum(aggregate, value).cast(DataTypes.createDecimalType(DataType.MOST_DIGITS, scale));
        Column units = exact;
        if (scale > 0) {
            // In two parts, since the product of a sum of 38 digits would be rounded.
            Column whole = functions.floor(exact);
            Column rest = exact.minus(whole).cast(DataTypes.createDecimalType(scale + 1, scale));
            units = whole.cast(DataTypes.createDecimalType(DataType.MOST_DIGITS - scale, 0))
                    .multiply(unit)
                    .plus(rest.multiply(unit).cast(DataTypes.createDecimalType(scale + 1, 0)));
        }
        Column count = functions.count(value).cast(DataTypes.createDecimalType(19, 0));
        // Dividing by zero is an error, and where nothing is set there is no average.
        return functions.when(
                functions.count(value).gt(functions.lit(0)),
                units.cast(DataTypes.DoubleType).divide(count.multiply(unit).cast(DataTypes.DoubleType)));
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
        Column day = RowOperands.day(value, time.column().type());
        Column notLater = day.leq(functions.lit(asOf));
        if (window instanceof Window.AllTime) {
            return value.isNull().or(notLater);
        }
        DateRange range = window.on(asOf);
        return functions.coalesce(RowConditions.inside(day, range).and(notLater), functions.lit(false));
    }
}
