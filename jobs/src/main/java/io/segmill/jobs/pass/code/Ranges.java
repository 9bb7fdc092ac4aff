package io.segmill.jobs.pass.code;

import io.segmill.core.condition.Comparison;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.DateRange;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Value;
import io.segmill.core.schema.DataType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The longs of a value (see {@link Coding}) that meet a condition on it, where that is a few ranges of them.
 *
 * @param view what of the value the longs are
 * @param from the first of each range, ascending
 * @param to the last of each range
 */
public record Ranges(View view, long[] from, long[] to) implements Serializable {
    /** What of a value is looked at. */
    public enum View {
        /** The value itself. */
        VALUE,
        /** Of a timestamp, its day in the project's time zone, since 1970. */
        DAY
    }

    /**
     * The ranges of a test of one value against constants.
     *
     * @return empty for all other conditions
     */
    public static Optional<Ranges> of(Condition condition, LocalDate asOf, ZoneId zone) {
        if (condition instanceof Condition.Compare compare) {
            return isPlain(compare.left())
                    ? compared(compare.left(), compare.comparison(), compare.right(), zone)
                    : Optional.empty();
        }
        if (condition instanceof Condition.Between between && isPlain(between.left())) {
            return compared(between.left(), Comparison.AT_LEAST, between.low(), zone)
                    .flatMap(low -> compared(between.left(), Comparison.AT_MOST, between.high(), zone)
                            .filter(high -> high.view == low.view)
                            .map(low::and));
        }
        if (condition instanceof Condition.OneOf oneOf && isPlain(oneOf.left())) {
            Optional<Ranges> all = Optional.of(none(View.VALUE));
            boolean first = true;
            for (Operand.Constant value : oneOf.values()) {
                Optional<Ranges> one = compared(oneOf.left(), Comparison.IS, value, zone);
                boolean begins = first;
                all = all.flatMap(some -> one.filter(more -> begins || more.view == some.view)
                        .map(more -> begins ? more : some.or(more)));
                first = false;
            }
            return all;
        }
        if (condition instanceof Condition.IsSet isSet && isPlain(isSet.left())) {
            return Optional.of(range(View.VALUE, Long.MIN_VALUE, Long.MAX_VALUE));
        }
        if (condition instanceof Condition.Within within && isPlain(within.left())) {
            DateRange days = within.window().on(asOf);
            return Optional.of(range(
                    within.left().type().kind() == DataType.Kind.TIMESTAMP ? View.DAY : View.VALUE,
                    days.from().map(LocalDate::toEpochDay).orElse(Long.MIN_VALUE),
                    days.to().map(LocalDate::toEpochDay).orElse(Long.MAX_VALUE)));
        }
        return Optional.empty();
    }

    private static boolean isPlain(Operand operand) {
        if (operand instanceof Operand.Aggregate aggregate
                && !aggregate.function().picksValue()) {
            return true;
        }
        boolean isPart = operand instanceof Operand.Attribute attribute
                && attribute.part().isPresent();
        return !isPart && !Coding.of(operand.type()).isInterned();
    }

    private static Optional<Ranges> compared(Operand left, Comparison comparison, Operand right, ZoneId zone) {
        if (!(right instanceof Operand.Constant constant)) {
            return Optional.empty();
        }
        DataType type = left.type();
        return Optional.of(constant.value().match(new Value.Cases<>() {
            @Override
            public Ranges text(Value.Text text) {
                throw new IllegalStateException("texts have no ranges");
            }

            @Override
            public Ranges number(Value.Number number) {
                return type.kind() == DataType.Kind.DOUBLE
                        ? beside(
                                View.VALUE,
                                comparison,
                                Coding.ofDouble(number.number().doubleValue()))
                        : exact(comparison, number.number(), type.scale());
            }

            @Override
            public Ranges truth(Value.Truth truth) {
                return beside(View.VALUE, comparison, truth.truth() ? 1 : 0);
            }

            @Override
            public Ranges date(Value.Date date) {
                return beside(
                        type.kind() == DataType.Kind.TIMESTAMP ? View.DAY : View.VALUE,
                        comparison,
                        date.date().toEpochDay());
            }

            @Override
            public Ranges timestamp(Value.Timestamp timestamp) {
                return type.kind() == DataType.Kind.TIMESTAMP
                        ? beside(View.VALUE, comparison, Coding.ofInstant(timestamp.instant()))
                        : beside(
                                View.VALUE,
                                comparison,
                                LocalDate.ofInstant(timestamp.instant(), zone).toEpochDay());
            }
        }));
    }

    private static Ranges exact(Comparison comparison, BigDecimal constant, int scale) {
        BigDecimal units = constant.movePointRight(scale);
        BigInteger floor = units.setScale(0, RoundingMode.FLOOR).toBigIntegerExact();
        BigInteger ceiling = units.setScale(0, RoundingMode.CEILING).toBigIntegerExact();
        BigInteger least = BigInteger.valueOf(Long.MIN_VALUE);
        BigInteger greatest = BigInteger.valueOf(Long.MAX_VALUE);
        return switch (comparison) {
            case IS -> floor.equals(ceiling) ? between(floor, floor) : none(View.VALUE);
            case LESS_THAN -> between(least, ceiling.subtract(BigInteger.ONE));
            case AT_MOST -> between(least, floor);
            case MORE_THAN -> between(floor.add(BigInteger.ONE), greatest);
            case AT_LEAST -> between(ceiling, greatest);
        };
    }

    private static Ranges between(BigInteger from, BigInteger to) {
        BigInteger least = BigInteger.valueOf(Long.MIN_VALUE);
        BigInteger greatest = BigInteger.valueOf(Long.MAX_VALUE);
        return from.compareTo(to) > 0 || from.compareTo(greatest) > 0 || to.compareTo(least) < 0
                ? none(View.VALUE)
                : range(View.VALUE, Coding.clamped(from), Coding.clamped(to));
    }

    private static Ranges beside(View view, Comparison comparison, long code) {
        return switch (comparison) {
            case IS -> range(view, code, code);
            case LESS_THAN -> code == Long.MIN_VALUE ? none(view) : range(view, Long.MIN_VALUE, code - 1);
            case AT_MOST -> range(view, Long.MIN_VALUE, code);
            case MORE_THAN -> code == Long.MAX_VALUE ? none(view) : range(view, code + 1, Long.MAX_VALUE);
            case AT_LEAST -> range(view, code, Long.MAX_VALUE);
        };
    }

    private static Ranges none(View view) {
        return new Ranges(view, new long[0], new long[0]);
    }

    private static Ranges range(View view, long from, long to) {
        return new Ranges(view, new long[] {from}, new long[] {to});
    }

    private Ranges and(Ranges other) {
        List<long[]> both = new ArrayList<>();
        for (int one = 0; one < from.length; one++) {
            for (int two = 0; two < other.from.length; two++) {
                long first = Math.max(from[one], other.from[two]);
                long last = Math.min(to[one], other.to[two]);
                if (first <= last) {
                    both.add(new long[] {first, last});
                }
            }
        }
        return of(view, both);
    }

    private Ranges or(Ranges other) {
        List<long[]> all = new ArrayList<>();
        for (int index = 0; index < from.length; index++) {
            all.add(new long[] {from[index], to[index]});
        }
        for (int index = 0; index < other.from.length; index++) {
            all.add(new long[] {other.from[index], other.to[index]});
        }
        return of(view, all);
    }

    private static Ranges of(View view, List<long[]> ranges) {
        List<long[]> apart = new ArrayList<>();
        ranges.stream().sorted((one, two) -> Long.compare(one[0], two[0])).forEach(range -> {
            long[] last = apart.isEmpty() ? null : apart.get(apart.size() - 1);
            if (last != null && (range[0] <= last[1] || range[0] - 1 == last[1])) {
                last[1] = Math.max(last[1], range[1]);
            } else {
                apart.add(range.clone());
            }
        });
        return new Ranges(
                view,
                apart.stream().mapToLong(range -> range[0]).toArray(),
                apart.stream().mapToLong(range -> range[1]).toArray());
    }

    public boolean contains(long code) {
        for (int index = 0; index < from.length; index++) {
            if (code >= from[index] && code <= to[index]) {
                return true;
            }
        }
        return false;
    }
}
