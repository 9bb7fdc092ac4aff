package io.segmill.core.evaluation;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.Operand;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One aggregate over the rows that count for one customer. */
final class Aggregation {
    private final Operand.Aggregate aggregate;
    private final List<Entry> entries;
    private final List<Object> set;
    private final ValueOrder order;
    private final LocalDate asOf;

    /**
     * What an aggregate sees of a row.
     *
     * @param time the row's event time, in its own type
     * @param value of the aggregated column
     */
    record Entry(Optional<Object> time, Optional<Object> value) {}

    Aggregation(Operand.Aggregate aggregate, List<Entry> entries, ValueOrder order, LocalDate asOf) {
        this.aggregate = aggregate;
        this.entries = entries;
        this.set = entries.stream().map(Entry::value).flatMap(Optional::stream).toList();
        this.order = order;
        this.asOf = asOf;
    }

    Optional<Object> value() {
        return switch (aggregate.function()) {
            case COUNT -> Optional.of((long) entries.size());
            case COUNT_DISTINCT ->
                Optional.of(set.stream().map(ValueOrder::identity).distinct().count());
            case SUM -> Optional.of(typed(sum()));
            case AVERAGE -> set.isEmpty() ? Optional.empty() : Optional.of(average(sum()));
            case MIN -> set.stream().min(order);
            case MAX -> set.stream().max(order);
            case LATEST -> times().max(order).flatMap(newest -> valuesAt(newest).max(order));
            case EARLIEST ->
                times().min(order).flatMap(oldest -> valuesAt(oldest).min(order));
            case MOST_FREQUENT -> mostFrequent();
            case DAYS_SINCE ->
                times().max(order).map(newest -> Math.toIntExact(ChronoUnit.DAYS.between(order.day(newest), asOf)));
        };
    }

    private Stream<Object> times() {
        return entries.stream().map(Entry::time).flatMap(Optional::stream);
    }

    /** The set values of the rows of that moment. */
    private Stream<Object> valuesAt(Object time) {
        return entries.stream()
                .filter(entry -> entry.time().filter(time::equals).isPresent())
                .map(Entry::value)
                .flatMap(Optional::stream);
    }

    private Optional<Object> mostFrequent() {
        Map<Object, List<Object>> equal = set.stream().collect(Collectors.groupingBy(ValueOrder::identity));
        return equal.values().stream()
                .min(Comparator.<List<Object>>comparingInt(same -> -same.size())
                        .thenComparing(same -> same.get(0), order))
                .map(same -> same.get(0));
    }

    /** Exact, with the places of the sum's type. */
    private BigDecimal sum() {
        int places = sumType().scale();
        BigDecimal sum = set.stream()
                .map(number -> summand((Number) number))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(places);
        if (sum.precision() > DataType.MOST_DIGITS) {
            throw overflow("has more than " + DataType.MOST_DIGITS + " digits");
        }
        return sum;
    }

    private static BigDecimal summand(Number number) {
        return number instanceof Double
                ? new BigDecimal(number.toString()).setScale(AggregateFunction.DOUBLE_PLACES, RoundingMode.HALF_UP)
                : ValueOrder.exact(number);
    }

    private Object typed(BigDecimal sum) {
        if (sumType().kind() != DataType.Kind.BIGINT) {
            return sum;
        }
        if (sum.toBigIntegerExact().bitLength() >= Long.SIZE) {
            throw overflow("does not fit 64 bits");
        }
        return sum.longValueExact();
    }

    /** See {@link AggregateFunction#AVERAGE}. */
    private Double average(BigDecimal sum) {
        BigInteger count = BigInteger.TEN.pow(sum.scale()).multiply(BigInteger.valueOf(set.size()));
        return sum.unscaledValue().doubleValue() / count.doubleValue();
    }

    private DataType sumType() {
        return AggregateFunction.sumOf(aggregate.value().orElseThrow().column().type());
    }

    private ArithmeticException overflow(String what) {
        String path = aggregate.rows().path() + "." + aggregate.value().orElseThrow();
        return new ArithmeticException("the " + aggregate.function().word() + " of '" + path + "' " + what);
    }
}
