package io.segmill.core.explanation;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.Comparison;
import io.segmill.core.condition.DateRange;
import io.segmill.core.condition.Operand;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How far a value is from where it would have to be. */
final class Distances {
    private final ZoneId zone;

    Distances(ZoneId zone) {
        this.zone = zone;
    }

    LocalDate day(Object value) {
        return value instanceof Instant instant ? LocalDate.ofInstant(instant, zone) : (LocalDate) value;
    }

    /** What a value lacks to compare so; empty where no distance can be said, as between texts. */
    Optional<String> of(Operand left, Object value, Comparison comparison, Object bound) {
        if (value instanceof String || value instanceof Boolean) {
            return Optional.empty();
        }
        if (value instanceof Instant moment && bound instanceof Instant other) {
            return Optional.of(moments(moment, comparison, other));
        }
        if (left.type().isTemporal()) {
            return Optional.of(days(day(value), comparison, day(bound)));
        }
        return Optional.of(numbers(left, number(value), comparison, number(bound)));
    }

    /** Whether a number or moment is below another; a day and a moment are compared by day. */
    boolean isBelow(Object value, Object bound) {
        if (value instanceof String || value instanceof Boolean) {
            return false;
        }
        if (value instanceof Instant moment && bound instanceof Instant other) {
            return moment.isBefore(other);
        }
        return value instanceof Instant || value instanceof LocalDate
                ? day(value).isBefore(day(bound))
                : number(value).compareTo(number(bound)) < 0;
    }

    /** {@code  of 5 orders}, to stand behind a count that is too small; nothing behind any other value. */
    String needed(Operand left, Object value, Comparison comparison, Object bound) {
        if (!(left instanceof Operand.Aggregate count) || !isCount(count.function())) {
            return "";
        }
        BigDecimal least = least(comparison, number(bound));
        return number(value).compareTo(least) < 0 && isTooLittle(number(value), comparison, number(bound))
                ? " of " + Phrases.plain(least) + " " + noun(count)
                : "";
    }

    private static boolean isTooLittle(BigDecimal value, Comparison comparison, BigDecimal bound) {
        return value.compareTo(bound) < 0 || comparison == Comparison.MORE_THAN;
    }

    /** The least whole number that is enough. */
    private static BigDecimal least(Comparison comparison, BigDecimal bound) {
        return comparison == Comparison.MORE_THAN
                ? bound.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE)
                : bound.setScale(0, RoundingMode.CEILING);
    }

    /** The greatest whole number that is not too much. */
    private static BigDecimal most(Comparison comparison, BigDecimal bound) {
        return comparison == Comparison.LESS_THAN
                ? bound.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE)
                : bound.setScale(0, RoundingMode.FLOOR);
    }

    private static BigDecimal number(Object value) {
        return value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
    }

    private static String numbers(Operand left, BigDecimal value, Comparison comparison, BigDecimal bound) {
        BigDecimal off = bound.subtract(value);
        Optional<AggregateFunction> function =
                left instanceof Operand.Aggregate aggregate ? Optional.of(aggregate.function()) : Optional.empty();
        boolean isTooLittle = isTooLittle(value, comparison, bound);
        if (function.filter(Distances::isCount).isPresent()) {
            return isTooLittle
                    ? Phrases.plain(least(comparison, bound).subtract(value)) + " too few"
                    : Phrases.plain(value.subtract(most(comparison, bound))) + " too many";
        }
        boolean isOfDoubles = left.type().equals(AggregateFunction.sumOf(DataType.DOUBLE));
        String by = Phrases.plain(isOfDoubles ? off.abs().stripTrailingZeros() : off.abs());
        if (function.filter(AggregateFunction.DAYS_SINCE::equals).isPresent()) {
            return off.signum() == 0
                    ? "just " + by(isTooLittle, "too recent", "too long ago")
                    : Phrases.count(off.abs().longValue(), "days") + by(isTooLittle, " too recent", " too long ago");
        }
        return off.signum() == 0 ? "which is the bound itself" : by + by(isTooLittle, " too little", " too much");
    }

    private static String by(boolean isTooLittle, String little, String much) {
        return isTooLittle ? little : much;
    }

    private static boolean isCount(AggregateFunction function) {
        return switch (function) {
            case COUNT, COUNT_DISTINCT -> true;
            case SUM, AVERAGE, MIN, MAX, LATEST, EARLIEST, MOST_FREQUENT, DAYS_SINCE -> false;
        };
    }

    private static String noun(Operand.Aggregate count) {
        if (count.function() == AggregateFunction.COUNT_DISTINCT) {
            return "different values";
        }
        int hops = count.rows().path().hops().size();
        return count.rows().path().hops().get(hops - 1).name();
    }

    private static String days(LocalDate value, Comparison comparison, LocalDate bound) {
        LocalDate nearest =
                switch (comparison) {
                    case IS, AT_LEAST, AT_MOST -> bound;
                    case MORE_THAN -> bound.plusDays(1);
                    case LESS_THAN -> bound.minusDays(1);
                };
        long off = ChronoUnit.DAYS.between(value, nearest);
        return Phrases.count(Math.abs(off), "days") + (off > 0 ? " too early" : " too late");
    }

    private static String moments(Instant value, Comparison comparison, Instant bound) {
        Duration off = Duration.between(value, bound);
        boolean isEarly = !off.isNegative() && !off.isZero() || comparison == Comparison.MORE_THAN;
        String direction = isEarly ? " too early" : " too late";
        Duration size = off.abs();
        if (size.toDays() > 0) {
            return Phrases.count(size.toDays(), "days") + direction;
        }
        return (size.toHours() > 0 ? Phrases.count(size.toHours(), "hours") : "less than an hour") + direction;
    }

    /** How many days a day lies before the first or after the last day of a range that does not contain it. */
    static Optional<String> outside(LocalDate day, DateRange range, String before, String after) {
        return range.from()
                .filter(day::isBefore)
                .map(from -> Phrases.count(ChronoUnit.DAYS.between(day, from), "days") + " " + before)
                .or(() -> range.to()
                        .filter(day::isAfter)
                        .map(to -> Phrases.count(ChronoUnit.DAYS.between(to, day), "days") + " " + after));
    }
}
