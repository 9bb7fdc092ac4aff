package io.segmill.jobs.profile.tally;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;

/**
 * Mean and deviation of numbers, in one pass (B. P. Welford, 1962; parts joined as in T. F. Chan, G. H. Golub, R. J.
 * LeVeque, 1979). Of numbers that are no doubles the mean is exact.
 */
final class Moments implements Serializable {
    private BigDecimal sum = BigDecimal.ZERO;
    private boolean isExact = true;
    private long count;
    private double mean;
    private double squares;

    void add(Number value) {
        double x = value.doubleValue();
        count++;
        double off = x - mean;
        mean += off / count;
        squares += off * (x - mean);
        if (value instanceof Double) {
            isExact = false;
        } else {
            sum = sum.add(value instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(value.longValue()));
        }
    }

    void addAll(Moments other) {
        if (other.count == 0) {
            return;
        }
        long together = count + other.count;
        double off = other.mean - mean;
        squares += other.squares + off * off * ((double) count * other.count / together);
        mean += off * other.count / together;
        count = together;
        sum = sum.add(other.sum);
        isExact &= other.isExact;
    }

    /** Absent without a number, and where doubles are too large to be added. */
    OptionalDouble mean() {
        if (count == 0) {
            return OptionalDouble.empty();
        }
        return finite(
                isExact
                        ? sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128)
                                .doubleValue()
                        : mean);
    }

    /** Of a sample; absent without two numbers. */
    OptionalDouble deviation() {
        return count < 2 ? OptionalDouble.empty() : finite(Math.sqrt(squares / (count - 1)));
    }

    private static OptionalDouble finite(double figure) {
        return Double.isFinite(figure) ? OptionalDouble.of(figure) : OptionalDouble.empty();
    }
}
