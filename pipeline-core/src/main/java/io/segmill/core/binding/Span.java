package io.segmill.core.binding;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Part;
import io.segmill.core.condition.Value;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The values between two ends that a test admits, as far as constants alone tell; an absent end is open. Only values of
 * one kind are put in order.
 */
record Span(Optional<End> low, Optional<End> high) {
    /** An end, itself inside or not. */
    record End(Value value, Side side) {}

    /** Whether the end itself belongs to the span. */
    enum Side {
        INSIDE,
        OUTSIDE
    }

    /** Whether the first value comes after the second; false where their kinds cannot be put in order. */
    static boolean isAfter(Value first, Value second) {
        return order(first, second).filter(order -> order > 0).isPresent();
    }

    /** What a comparison with constants admits; empty for every other condition. */
    static Optional<Span> of(Condition condition) {
        if (condition instanceof Condition.Compare compare
                && compare.right() instanceof Operand.Constant constant
                && isPlain(compare.left(), constant.value())) {
            return Optional.of(of(compare, folded(constant.value(), compare.letters())));
        }
        if (condition instanceof Condition.Between between
                && between.low() instanceof Operand.Constant low
                && between.high() instanceof Operand.Constant high
                && isPlain(between.left(), low.value())
                && isPlain(between.left(), high.value())) {
            return Optional.of(new Span(inside(low.value()), inside(high.value())));
        }
        return Optional.empty();
    }

    private static Span of(Condition.Compare compare, Value value) {
        return switch (compare.comparison()) {
            case IS -> new Span(inside(value), inside(value));
            case LESS_THAN -> new Span(Optional.empty(), Optional.of(new End(value, Side.OUTSIDE)));
            case AT_MOST -> new Span(Optional.empty(), inside(value));
            case MORE_THAN -> new Span(Optional.of(new End(value, Side.OUTSIDE)), Optional.empty());
            case AT_LEAST -> new Span(inside(value), Optional.empty());
        };
    }

    private static Value folded(Value value, LetterCase letters) {
        return letters == LetterCase.IGNORED && value instanceof Value.Text text
                ? new Value.Text(text.text().toLowerCase(Locale.ROOT))
                : value;
    }

    private static Optional<End> inside(Value value) {
        return Optional.of(new End(value, Side.INSIDE));
    }

    /** A moment beside a date stands for no single value of the column; days beside timestamps compare as days. */
    private static boolean isPlain(Operand left, Value value) {
        return !(value instanceof Value.Timestamp) || left.type().kind() == DataType.Kind.TIMESTAMP;
    }

    /** What an operand can be at all, where its type says so. */
    static Optional<Span> possible(Operand operand) {
        if (operand instanceof Operand.Aggregate aggregate) {
            return switch (aggregate.function()) {
                case COUNT, COUNT_DISTINCT, DAYS_SINCE ->
                    Optional.of(new Span(number(BigDecimal.ZERO), Optional.empty()));
                case SUM, AVERAGE, MIN, MAX, LATEST, EARLIEST, MOST_FREQUENT -> ofType(operand);
            };
        }
        if (operand instanceof Operand.Attribute attribute && attribute.part().isPresent()) {
            return ofPart(attribute.part().get());
        }
        return ofType(operand);
    }

    private static Optional<Span> ofType(Operand operand) {
        return switch (operand.type().kind()) {
            case INT -> Optional.of(numbers(Integer.MIN_VALUE, Integer.MAX_VALUE));
            case BIGINT -> Optional.of(numbers(Long.MIN_VALUE, Long.MAX_VALUE));
            case BOOLEAN, DOUBLE, DECIMAL, STRING, DATE, TIMESTAMP -> Optional.empty();
        };
    }

    private static Optional<Span> ofPart(Part part) {
        return switch (part) {
            case YEAR -> Optional.empty();
            case QUARTER -> Optional.of(numbers(1, 4));
            case MONTH -> Optional.of(numbers(1, 12));
            case WEEK -> Optional.of(numbers(1, 53));
            case WEEKDAY -> Optional.of(numbers(1, 7));
            case DAY -> Optional.of(numbers(1, 31));
            case HOUR -> Optional.of(numbers(0, 23));
        };
    }

    private static Span numbers(long low, long high) {
        return new Span(number(BigDecimal.valueOf(low)), number(BigDecimal.valueOf(high)));
    }

    private static Optional<End> number(BigDecimal number) {
        return inside(new Value.Number(number));
    }

    /** Whether no value lies in both; false where their kinds cannot be put in order. */
    boolean isApartFrom(Span other) {
        return before(high, other.low) || before(other.high, low);
    }

    /** Whether every value of the other lies in this one. */
    boolean covers(Span other) {
        return coversLow(other) && coversHigh(other);
    }

    private boolean coversLow(Span other) {
        if (low.isEmpty()) {
            return true;
        }
        Optional<Integer> order = other.low.flatMap(end -> order(low.get().value(), end.value()));
        return order.filter(o -> o < 0
                        || (o == 0
                                && (low.get().side() == Side.INSIDE
                                        || other.low.get().side() == Side.OUTSIDE)))
                .isPresent();
    }

    private boolean coversHigh(Span other) {
        if (high.isEmpty()) {
            return true;
        }
        Optional<Integer> order = other.high.flatMap(end -> order(high.get().value(), end.value()));
        return order.filter(o -> o > 0
                        || (o == 0
                                && (high.get().side() == Side.INSIDE
                                        || other.high.get().side() == Side.OUTSIDE)))
                .isPresent();
    }

    /** Whether no whole number lies in the span. */
    boolean isBetweenWholeNumbers() {
        if (low.isEmpty()
                || high.isEmpty()
                || !(low.get().value() instanceof Value.Number first)
                || !(high.get().value() instanceof Value.Number last)) {
            return false;
        }
        BigDecimal least = first.number().setScale(0, RoundingMode.CEILING);
        return least.compareTo(last.number()) > 0;
    }

    /** The part of this span that lies in the other too. */
    Span within(Span other) {
        boolean laterLow = low.isEmpty() || (other.low.isPresent() && startsLater(other.low.get(), low.get()));
        boolean earlierHigh = high.isEmpty() || (other.high.isPresent() && endsEarlier(other.high.get(), high.get()));
        return new Span(laterLow ? other.low : low, earlierHigh ? other.high : high);
    }

    private static boolean startsLater(End one, End other) {
        return order(one.value(), other.value())
                .filter(order -> order > 0 || (order == 0 && one.side() == Side.OUTSIDE))
                .isPresent();
    }

    private static boolean endsEarlier(End one, End other) {
        return order(one.value(), other.value())
                .filter(order -> order < 0 || (order == 0 && one.side() == Side.OUTSIDE))
                .isPresent();
    }

    private static boolean before(Optional<End> high, Optional<End> low) {
        if (high.isEmpty() || low.isEmpty()) {
            return false;
        }
        boolean touch = high.get().side() == Side.INSIDE && low.get().side() == Side.INSIDE;
        return order(high.get().value(), low.get().value())
                .filter(order -> order < 0 || (order == 0 && !touch))
                .isPresent();
    }

    /** Empty for two values of different kinds. */
    private static Optional<Integer> order(Value one, Value other) {
        if (one instanceof Value.Number left && other instanceof Value.Number right) {
            return Optional.of(left.number().compareTo(right.number()));
        }
        if (one instanceof Value.Date left && other instanceof Value.Date right) {
            return Optional.of(left.date().compareTo(right.date()));
        }
        if (one instanceof Value.Timestamp left && other instanceof Value.Timestamp right) {
            return Optional.of(left.instant().compareTo(right.instant()));
        }
        if (one instanceof Value.Text left && other instanceof Value.Text right) {
            return Optional.of(byCodePoint(left.text(), right.text()));
        }
        if (one instanceof Value.Truth left && other instanceof Value.Truth right) {
            return Optional.of(Boolean.compare(left.truth(), right.truth()));
        }
        return Optional.empty();
    }

    private static int byCodePoint(String one, String other) {
        int[] left = one.codePoints().toArray();
        int[] right = other.codePoints().toArray();
        return Arrays.compare(left, right);
    }
}
