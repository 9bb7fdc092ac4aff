package io.segmill.core.evaluation;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.RelatedRows;
import io.segmill.core.condition.Window;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.RowPath;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * What a condition means, in plain Java, for one customer at a time. Slow; every engine must agree with it.
 */
public final class RowEvaluator {
    private final Function<String, Optional<ColumnPath>> eventTimeOfSource;
    private final RelatedData data;
    private final BiPredicate<String, Row> members;
    private final ConditionEvaluator conditions;
    private final ValueOrder order;
    private final LocalDate asOf;

    /**
     * @param eventTimeOfSource by the source's id; empty for sources without
     * @param members whether a customer is a member of the segment of that id
     * @param zone the project's
     */
    public RowEvaluator(
            Function<String, Optional<ColumnPath>> eventTimeOfSource,
            RelatedData data,
            BiPredicate<String, Row> members,
            LocalDate asOf,
            ZoneId zone) {
        this.eventTimeOfSource = eventTimeOfSource;
        this.data = data;
        this.members = members;
        this.conditions = new ConditionEvaluator(asOf, zone);
        this.order = conditions.order();
        this.asOf = asOf;
    }

    /**
     * @param row a customer, or inside an aggregate the related row
     * @throws ArithmeticException when a sum, product or offset does not fit its type
     */
    public boolean meets(Row row, Condition condition) {
        return conditions.meets(condition, new RowReadings(row));
    }

    /**
     * Empty when it is missing; otherwise of the class that {@link Row} gives the operand's type.
     *
     * @throws ArithmeticException when a sum, product or offset does not fit its type
     */
    public Optional<Object> value(Row row, Operand operand) {
        return conditions.value(operand, new RowReadings(row));
    }

    ValueOrder order() {
        return order;
    }

    private final class RowReadings implements Readings {
        private final Row row;

        RowReadings(Row row) {
            this.row = row;
        }

        @Override
        public Optional<Object> attribute(ColumnPath path) {
            return column(row, path);
        }

        @Override
        public Optional<Object> aggregate(Operand.Aggregate aggregate) {
            List<Aggregation.Entry> entries = rows(row, aggregate.rows()).stream()
                    .map(found -> new Aggregation.Entry(
                            eventTime(found), aggregate.value().flatMap(path -> column(found, path))))
                    .toList();
            return new Aggregation(aggregate, entries, order, asOf).value();
        }

        @Override
        public boolean isMember(String segment) {
            return members.test(segment, row);
        }
    }

    /** The rows at the end of the path that are visible, inside the window, and meet the condition. */
    private List<Row> rows(Row customer, RelatedRows related) {
        List<Hop> hops = related.path().hops();
        List<Row> reached = List.of(customer);
        for (int index = 0; index < hops.size(); index++) {
            Hop hop = hops.get(index);
            boolean last = index == hops.size() - 1;
            List<Row> next = new ArrayList<>();
            for (Row row : reached) {
                switch (hop.direction()) {
                    case TO_ONE -> data.one(row, hop).ifPresent(next::add);
                    case TO_MANY ->
                        data.many(row, hop).stream()
                                .filter(found -> isVisible(found, last ? related.within() : new Window.AllTime()))
                                .forEach(next::add);
                }
            }
            reached = next;
        }
        return reached.stream()
                .filter(row -> related.where().map(where -> meets(row, where)).orElse(true))
                .toList();
    }

    /** A row without event time lies in no window but all time; one after the as-of date in none at all. */
    private boolean isVisible(Row row, Window window) {
        Optional<LocalDate> day = eventTime(row).map(order::day);
        return day.isEmpty()
                ? window instanceof Window.AllTime
                : !day.get().isAfter(asOf) && window.on(asOf).contains(day.get());
    }

    private Optional<Object> eventTime(Row row) {
        return eventTimeOfSource.apply(row.source()).flatMap(path -> column(row, path));
    }

    private Optional<Object> column(Row row, ColumnPath path) {
        return at(row, path.rows()).flatMap(found -> found.value(path.column().name()));
    }

    private Optional<Row> at(Row row, RowPath path) {
        Optional<Row> at = Optional.of(row);
        for (Hop hop : path.hops()) {
            at = at.flatMap(found -> data.one(found, hop));
        }
        return at;
    }
}
