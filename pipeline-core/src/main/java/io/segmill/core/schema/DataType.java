package io.segmill.core.schema;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a column as a source declares it.
 *
 * @param precision digits in all, of a decimal; 0 for every other kind
 * @param scale digits after the point, of a decimal; 0 for every other kind
 */
public record DataType(Kind kind, int precision, int scale) {
    public static final DataType BOOLEAN = new DataType(Kind.BOOLEAN, 0, 0);
    public static final DataType INT = new DataType(Kind.INT, 0, 0);
    public static final DataType BIGINT = new DataType(Kind.BIGINT, 0, 0);
    public static final DataType DOUBLE = new DataType(Kind.DOUBLE, 0, 0);
    public static final DataType STRING = new DataType(Kind.STRING, 0, 0);
    public static final DataType DATE = new DataType(Kind.DATE, 0, 0);
    public static final DataType TIMESTAMP = new DataType(Kind.TIMESTAMP, 0, 0);

    /** Spark's and the SQL standard engines' common limit. */
    public static final int MOST_DIGITS = 38;

    private static final Pattern DECIMAL = Pattern.compile("decimal\\(\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*\\)");

    /** What a type is, its digits aside. */
    public enum Kind {
        BOOLEAN,
        INT,
        BIGINT,
        DOUBLE,
        DECIMAL,
        STRING,
        DATE,
        TIMESTAMP
    }

    public DataType {
        if (kind == Kind.DECIMAL) {
            if (precision < 1 || precision > MOST_DIGITS || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("decimal(" + precision + "," + scale + ")");
            }
        } else if (precision != 0 || scale != 0) {
            throw new IllegalArgumentException(kind + " has no digits to set");
        }
    }

    public static DataType decimal(int precision, int scale) {
        return new DataType(Kind.DECIMAL, precision, scale);
    }

    /** Reads {@code bigint}, {@code decimal(12,2)} and the other names of the specification; empty if it is none. */
    public static Optional<DataType> named(String name) {
        Matcher decimal = DECIMAL.matcher(name);
        if (decimal.matches()) {
            int precision = Integer.parseInt(decimal.group(1));
            int scale = Integer.parseInt(decimal.group(2));
            return precision >= 1 && precision <= MOST_DIGITS && scale <= precision
                    ? Optional.of(decimal(precision, scale))
                    : Optional.empty();
        }
        return switch (name) {
            case "boolean" -> Optional.of(BOOLEAN);
            case "int" -> Optional.of(INT);
            case "bigint" -> Optional.of(BIGINT);
            case "double" -> Optional.of(DOUBLE);
            case "string" -> Optional.of(STRING);
            case "date" -> Optional.of(DATE);
            case "timestamp" -> Optional.of(TIMESTAMP);
            default -> Optional.empty();
        };
    }

    public boolean isNumeric() {
        return switch (kind) {
            case INT, BIGINT, DOUBLE, DECIMAL -> true;
            case BOOLEAN, STRING, DATE, TIMESTAMP -> false;
        };
    }

    public boolean isTemporal() {
        return kind == Kind.DATE || kind == Kind.TIMESTAMP;
    }

    /** The most decimal digits that an exact number of this type has. */
    public int digits() {
        return switch (kind) {
            case INT -> 10;
            case BIGINT -> 19;
            case DECIMAL -> precision;
            case DOUBLE, BOOLEAN, STRING, DATE, TIMESTAMP ->
                throw new IllegalStateException("no exact number: " + this);
        };
    }

    /** Whether values of this type have an order that the language's ordered operators may use. */
    public boolean isOrdered() {
        return kind != Kind.BOOLEAN;
    }

    /** Whether two columns can be the ends of a relationship: the same type, int and bigint counting as one. */
    public boolean joins(DataType other) {
        return equals(other) || (isWhole() && other.isWhole());
    }

    private boolean isWhole() {
        return kind == Kind.INT || kind == Kind.BIGINT;
    }

    /** As written in a source's file. */
    @Override
    public String toString() {
        return kind == Kind.DECIMAL
                ? "decimal(" + precision + "," + scale + ")"
                : kind.name().toLowerCase(Locale.ROOT);
    }
}
