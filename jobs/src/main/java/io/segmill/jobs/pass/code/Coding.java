package io.segmill.jobs.pass.code;

import io.segmill.core.schema.DataType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Values of one type as longs: equal values have equal longs and, unless they are interned, the same order. Doubles as
 * bits in their order, decimals in units of their last place, dates as days and timestamps as microseconds since 1970;
 * texts and decimals beyond 64 bits as the numbers that {@link Interns} gives them.
 */
public final class Coding implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int DIGITS_OF_A_LONG = 18;

    private final DataType.Kind kind;
    private final int precision;
    private final int scale;
    private final boolean isInterned;

    private Coding(DataType type) {
        this.kind = type.kind();
        this.precision = type.precision();
        this.scale = type.scale();
        this.isInterned =
                kind == DataType.Kind.STRING || (kind == DataType.Kind.DECIMAL && precision > DIGITS_OF_A_LONG);
    }

    public static Coding of(DataType type) {
        return new Coding(type);
    }

    /** Whether values travel as texts and are interned where they arrive. */
    public boolean isInterned() {
        return isInterned;
    }

    public DataType.Kind kind() {
        return kind;
    }

    public int scale() {
        return scale;
    }

    /** The long of a value that is there and not interned. */
    public long code(ColumnVector column, int row) {
        return switch (kind) {
            case BOOLEAN -> column.getBoolean(row) ? 1 : 0;
            case INT, DATE -> column.getInt(row);
            case BIGINT, TIMESTAMP -> column.getLong(row);
            case DOUBLE -> ofDouble(column.getDouble(row));
            // Column batches hold a decimal's units in as few bits as its precision takes.
            case DECIMAL -> precision <= Decimal.MAX_INT_DIGITS() ? column.getInt(row) : column.getLong(row);
            case STRING -> throw new IllegalStateException("texts are interned");
        };
    }

    /**
     * The longs of the first values that are not interned.
     *
     * @param missing values that are not there, and get none
     */
    public void codes(ColumnVector column, boolean[] missing, int rows, long[] codes) {
        boolean isInt =
                switch (kind) {
                    case INT, DATE -> true;
                    case DECIMAL -> precision <= Decimal.MAX_INT_DIGITS();
                    case BOOLEAN, BIGINT, TIMESTAMP, DOUBLE, STRING -> false;
                };
        if (isInt) {
            for (int row = 0; row < rows; row++) {
                if (!missing[row]) {
                    codes[row] = column.getInt(row);
                }
            }
        } else {
            for (int row = 0; row < rows; row++) {
                if (!missing[row]) {
                    codes[row] = code(column, row);
                }
            }
        }
    }

    /** The text of a value that is there and interned. */
    public UTF8String text(ColumnVector column, int row) {
        return kind == DataType.Kind.STRING
                ? column.getUTF8String(row)
                : Interns.text(column.getDecimal(row, precision, scale)
                        .toJavaBigDecimal()
                        .unscaledValue());
    }

    /** The value as the language's rows hold it. */
    public Object value(long code, Interns interns) {
        return switch (kind) {
            case BOOLEAN -> code != 0;
            case INT -> (int) code;
            case BIGINT -> code;
            case DOUBLE -> toDouble(code);
            case DECIMAL -> isInterned() ? new BigDecimal(interns.whole(code), scale) : BigDecimal.valueOf(code, scale);
            case STRING -> interns.text(code).toString();
            case DATE -> LocalDate.ofEpochDay(code);
            case TIMESTAMP -> Instant.EPOCH.plus(code, ChronoUnit.MICROS);
        };
    }

    /** The value as Spark's rows hold it. */
    public Object internal(long code, Interns interns) {
        return switch (kind) {
            case BOOLEAN -> code != 0;
            case INT, DATE -> (int) code;
            case BIGINT, TIMESTAMP -> code;
            case DOUBLE -> toDouble(code);
            case DECIMAL ->
                isInterned()
                        ? Decimal.apply(new BigDecimal(interns.whole(code), scale), precision, scale)
                        : Decimal.createUnsafe(code, precision, scale);
            case STRING -> interns.text(code);
        };
    }

    /** How two values stand to each other. */
    public int compare(long left, long right, Interns interns) {
        return isInterned ? interns.compare(left, right) : Long.compare(left, right);
    }

    /** Zero has one sign. */
    public static long ofDouble(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    public static double toDouble(long code) {
        return Double.longBitsToDouble(code ^ ((code >> 63) & Long.MAX_VALUE));
    }

    /** Microseconds since 1970. */
    public static long ofInstant(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    /** A whole number as a long, the nearest there is if it is beyond. */
    static long clamped(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        return number.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
