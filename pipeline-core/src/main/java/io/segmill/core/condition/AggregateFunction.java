package io.segmill.core.condition;

import io.segmill.core.schema.DataType;
import java.util.Locale;

/** What an aggregate makes of its rows; the column's missing values are left out unless it says otherwise. */
public enum AggregateFunction {
    /** How many rows; 0 when there is none. */
    COUNT,
    /** How many different values; 0 when there is none. */
    COUNT_DISTINCT,
    /** 0 when nothing is set. Doubles are summed as decimals of {@link #DOUBLE_PLACES} places. */
    SUM,
    /**
     * The exact sum, in units of its last place, divided as a double by the count of set values in the same units: for
     * sums of at most 15 digits the double nearest to the exact quotient.
     */
    AVERAGE,
    MIN,
    MAX,
    /** The value in the newest dated row, missing if it is missing there; of several at one moment the greatest set value. */
    LATEST,
    /** The value in the oldest dated row, missing if it is missing there; of several at one moment the least set value. */
    EARLIEST,
    /** The value that most rows have; of several the least. */
    MOST_FREQUENT,
    /** Calendar days from the newest dated row to the as-of date. */
    DAYS_SINCE;

    /** Decimal places that doubles are rounded to before they are summed, so that the order of rows does not matter. */
    public static final int DOUBLE_PLACES = 9;

    /** As written: {@code count-distinct}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is about a column of the rows, not the rows themselves. */
    public boolean takesColumn() {
        return this != COUNT && this != DAYS_SINCE;
    }

    /** Whether its rows need an event time. */
    public boolean isDated() {
        return this == LATEST || this == EARLIEST || this == DAYS_SINCE;
    }

    /** Whether it has values of the column's own type. */
    public boolean picksValue() {
        return switch (this) {
            case MIN, MAX, LATEST, EARLIEST, MOST_FREQUENT -> true;
            case COUNT, COUNT_DISTINCT, SUM, AVERAGE, DAYS_SINCE -> false;
        };
    }

    /** Whether values of that type can be aggregated so. */
    public boolean takes(DataType column) {
        return switch (this) {
            case SUM, AVERAGE -> column.isNumeric();
            case MIN, MAX -> column.isOrdered();
            case COUNT_DISTINCT, LATEST, EARLIEST, MOST_FREQUENT -> true;
            case COUNT, DAYS_SINCE -> false;
        };
    }

    /** The type of a sum of such values. */
    public static DataType sumOf(DataType column) {
        return switch (column.kind()) {
            case INT, BIGINT -> DataType.BIGINT;
            case DECIMAL -> DataType.decimal(DataType.MOST_DIGITS, column.scale());
            case DOUBLE -> DataType.decimal(DataType.MOST_DIGITS, DOUBLE_PLACES);
            case BOOLEAN, STRING, DATE, TIMESTAMP -> throw new IllegalArgumentException("only numbers have a sum");
        };
    }
}
