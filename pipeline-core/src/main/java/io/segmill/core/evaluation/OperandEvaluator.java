package io.segmill.core.evaluation;

import io.segmill.core.condition.CalendarUnit;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Part;
import io.segmill.core.condition.Value;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Optional;

/** What an operand is, where attributes and aggregates are known. */
final class OperandEvaluator {
    private final ValueOrder order;
    private final ZoneId zone;

    OperandEvaluator(ValueOrder order, ZoneId zone) {
        this.order = order;
        this.zone = zone;
    }

    Optional<Object> value(Operand operand, Readings readings) {
        return operand.match(new Operands(readings));
    }

    private final class Operands implements Operand.Cases<Optional<Object>> {
        private final Readings readings;

        Operands(Readings readings) {
            this.readings = readings;
        }

        @Override
        public Optional<Object> constant(Operand.Constant constant) {
            return Optional.of(constant.value().match(new Constants()));
        }

        @Override
        public Optional<Object> attribute(Operand.Attribute attribute) {
            Optional<Object> value = readings.attribute(attribute.path());
            return attribute.part().isEmpty()
                    ? value
                    : value.map(time -> part(time, attribute.part().get()));
        }

        @Override
        public Optional<Object> aggregate(Operand.Aggregate aggregate) {
            return readings.aggregate(aggregate);
        }

        @Override
        public Optional<Object> times(Operand.Times times) {
            BigDecimal factor = times.factor();
            if (times.type().kind() == DataType.Kind.DOUBLE) {
                return value(times.operand(), readings).map(number -> (Double) number * factor.doubleValue());
            }
            int wholeDigits = times.type().precision()
                    - times.operand().type().scale()
                    - Math.max(factor.precision(), factor.scale())
                    - 1;
            return value(times.operand(), readings)
                    .map(number -> fitting(number, wholeDigits, "a number times " + factor.toPlainString())
                            .multiply(factor)
                            .setScale(times.type().scale()));
        }

        @Override
        public Optional<Object> plus(Operand.Plus plus) {
            BigDecimal addend = plus.number();
            if (plus.type().kind() == DataType.Kind.DOUBLE) {
                return value(plus.operand(), readings).map(number -> (Double) number + addend.doubleValue());
            }
            int wholeDigits = plus.type().precision() - plus.type().scale() - 1;
            return value(plus.operand(), readings)
                    .map(number -> fitting(number, wholeDigits, "a number plus " + addend.toPlainString())
                            .add(addend)
                            .setScale(plus.type().scale()));
        }

        @Override
        public Optional<Object> moved(Operand.Moved moved) {
            return value(moved.operand(), readings).map(time -> later(time, moved.count(), moved.unit()));
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
