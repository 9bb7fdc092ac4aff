package io.segmill.core.evaluation;

import io.segmill.core.condition.CalendarUnit;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Part;
import io.segmill.core.condition.RelatedRows;
import io.segmill.core.condition.Value;
import io.segmill.core.condition.Window;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.RowPath;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What an operand is for a row, and which related rows count for it. */
final class Values {
    private final Function<String, Optional<ColumnPath>> eventTimeOfSource;
    private final RelatedData data;
    private final RowEvaluator conditions;
    private final ValueOrder order;
    private final LocalDate asOf;
    private final ZoneId zone;

    Values(
            Function<String, Optional<ColumnPath>> eventTimeOfSource,
            RelatedData data,
            RowEvaluator conditions,
            ValueOrder order,
            LocalDate asOf,
            ZoneId zone) {
        this.eventTimeOfSource = eventTimeOfSource;
        this.data = data;
        this.conditions = conditions;
        this.order = order;
        this.asOf = asOf;
        this.zone = zone;
    }

    Optional<Object> of(Row row, Operand operand) {
        return operand.match(new Operands(row));
    }

    /** The rows at the end of the path that are visible, inside the window, and meet the condition. */
    List<Row> rows(Row customer, RelatedRows related) {
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
                .filter(row -> related.where()
                        .map(where -> conditions.meets(row, where))
                        .orElse(true))
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

    /** One row's values. */
    private final class Operands implements Operand.Cases<Optional<Object>> {
        private final Row row;

        Operands(Row row) {
            this.row = row;
        }

        @Override
        public Optional<Object> constant(Operand.Constant constant) {
            return Optional.of(constant.value().match(new Constants()));
        }

        @Override
        public Optional<Object> attribute(Operand.Attribute attribute) {
            Optional<Object> value = column(row, attribute.path());
            return attribute.part().isEmpty()
                    ? value
                    : value.map(time -> part(time, attribute.part().get()));
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
        public Optional<Object> times(Operand.Times times) {
            BigDecimal factor = times.factor();
            if (times.type().kind() == DataType.Kind.DOUBLE) {
                return of(row, times.operand()).map(number -> (Double) number * factor.doubleValue());
            }
            int wholeDigits = times.type().precision()
                    - times.operand().type().scale()
                    - Math.max(factor.precision(), factor.scale())
                    - 1;
            return of(row, times.operand())
                    .map(number -> fitting(number, wholeDigits, "a number times " + factor.toPlainString())
                            .multiply(factor)
                            .setScale(times.type().scale()));
        }

        @Override
        public Optional<Object> plus(Operand.Plus plus) {
            BigDecimal addend = plus.number();
            if (plus.type().kind() == DataType.Kind.DOUBLE) {
                return of(row, plus.operand()).map(number -> (Double) number + addend.doubleValue());
            }
            int wholeDigits = plus.type().precision() - plus.type().scale() - 1;
            return of(row, plus.operand())
                    .map(number -> fitting(number, wholeDigits, "a number plus " + addend.toPlainString())
                            .add(addend)
                            .setScale(plus.type().scale()));
        }

        @Override
        public Optional<Object> moved(Operand.Moved moved) {
            return of(row, moved.operand()).map(time -> later(time, moved.count(), moved.unit()));
        }
    }

    private static BigDecimal fitting(Object number, int wholeDigits, String what) {
        BigDecimal exact = ValueOrder.exact((Number) number);
        if (exact.precision() - exact.scale() > wholeDigits) {
            throw new ArithmeticException(what + " has more than " + DataType.MOST_DIGITS + " digits");
        }
        return exact;
    }

    private Object later(Object time, int count, CalendarUnit unit) {
        if (time instanceof LocalDate date) {
            return unit.add(date, count);
        }
        ZonedDateTime moment = ((Instant) time).atZone(zone);
        ZonedDateTime sameClock =
                switch (unit) {
                    case DAYS -> moment.plusDays(count);
                    case WEEKS -> moment.plusWeeks(count);
                    case MONTHS -> moment.plusMonths(count);
                    case YEARS -> moment.plusYears(count);
                };
        return sameClock.toInstant();
    }

    private Integer part(Object time, Part part) {
        LocalDate day = order.day(time);
        return switch (part) {
            case YEAR -> day.getYear();
            case QUARTER -> day.get(IsoFields.QUARTER_OF_YEAR);
            case MONTH -> day.getMonthValue();
            case WEEK -> day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case WEEKDAY -> day.getDayOfWeek().getValue();
            case DAY -> day.getDayOfMonth();
            case HOUR -> ((Instant) time).atZone(zone).get(ChronoField.HOUR_OF_DAY);
        };
    }

    /** As a row holds it. */
    private static final class Constants implements Value.Cases<Object> {
        @Override
        public Object text(Value.Text text) {
            return text.text();
        }

        @Override
        public Object number(Value.Number number) {
            return number.number();
        }

        @Override
        public Object truth(Value.Truth truth) {
            return truth.truth();
        }

        @Override
        public Object date(Value.Date date) {
            return date.date();
        }

        @Override
        public Object timestamp(Value.Timestamp timestamp) {
            return timestamp.instant();
        }
    }
}
