package io.segmill.core.condition;

import java.time.LocalDate;
import java.util.Locale;

/** A unit in which windows are counted; months and years are calendar ones, a week is 7 days. */
public enum CalendarUnit {
    DAYS(700_000),
    WEEKS(100_000),
    MONTHS(24_000),
    YEARS(2_000);

    private final int most;

    CalendarUnit(int most) {
        this.most = most;
    }

    /** The largest count accepted, about two thousand years. */
    public int most() {
        return most;
    }

    /** The day so many units later (earlier if negative); the 31st less one month is the last day of the shorter month. */
    public LocalDate add(LocalDate day, long count) {
        return switch (this) {
            case DAYS -> day.plusDays(count);
            case WEEKS -> day.plusWeeks(count);
            case MONTHS -> day.plusMonths(count);
            case YEARS -> day.plusYears(count);
        };
    }

    /** As written: {@code days}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
