package io.segmill.core.evaluation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.PrimitiveIterator;

/** How two values of the language stand to each other. The checker lets only like types meet. */
final class ValueOrder implements Comparator<Object> {
    private final ZoneId zone;

    /** @param zone the project's, in which a timestamp has its day */
    ValueOrder(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public int compare(Object left, Object right) {
        if (left instanceof Number leftNumber && right instanceof Number rightNumber) {
            return numbers(leftNumber, rightNumber);
        }
        if (left instanceof String leftText && right instanceof String rightText) {
            return texts(leftText, rightText);
        }
        if (left instanceof Instant leftMoment && right instanceof Instant rightMoment) {
            return leftMoment.compareTo(rightMoment);
        }
        if (left instanceof Boolean leftTruth && right instanceof Boolean rightTruth) {
            return leftTruth.compareTo(rightTruth);
        }
        // Where one is a date, it stands for its whole day.
        return day(left).compareTo(day(right));
    }

    /** The date, or the day of a timestamp. */
    LocalDate day(Object temporal) {
        if (temporal instanceof Instant moment) {
            return LocalDate.ofInstant(moment, zone);
        }
        return (LocalDate) temporal;
    }

    /** Equal for two values of one column exactly when the language calls them equal. */
    static Object identity(Object value) {
        if (value instanceof Double number) {
            return number == 0 ? 0.0 : number;
        }
        return value instanceof Number number ? exact(number).stripTrailingZeros() : value;
    }

    /** Of an int, bigint or decimal. */
    static BigDecimal exact(Number number) {
        return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
    }

    /** Exact; where one is a double, both as doubles, of which zero has one sign. */
    private static int numbers(Number left, Number right) {
        if (left instanceof Double || right instanceof Double) {
            return Double.compare(left.doubleValue() + 0.0, right.doubleValue() + 0.0);
        }
        return exact(left).compareTo(exact(right));
    }

    /** By code point, which String's own order is not beyond U+FFFF. */
    private static int texts(String left, String right) {
        PrimitiveIterator.OfInt lefts = left.codePoints().iterator();
        PrimitiveIterator.OfInt rights = right.codePoints().iterator();
        while (lefts.hasNext() && rights.hasNext()) {
            int order = Integer.compare(lefts.nextInt(), rights.nextInt());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(lefts.hasNext(), rights.hasNext());
    }
}
