package io.segmill.core.condition;

import java.util.Locale;

/** A part of a date or timestamp, taken as a whole number. ISO weeks; Monday is 1. */
public enum Part {
    YEAR,
    QUARTER,
    MONTH,
    WEEK,
    WEEKDAY,
    DAY,
    HOUR;

    /** As written: {@code weekday}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
