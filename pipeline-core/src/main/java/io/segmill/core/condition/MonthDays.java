package io.segmill.core.condition;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/** The months and days on which an anniversary falls inside a range, each as {@code month * 100 + day}. */
public final class MonthDays {
    private static final int LEAP_DAY = 229;

    private MonthDays() {}

    /**
     * @param range with both ends, of a year at most or a little more
     * @return with 229 also where the range holds 28 February of a year without a 29th
     */
    public static Set<Integer> of(DateRange range) {
        Set<Integer> days = new HashSet<>();
        LocalDate last = range.to().orElseThrow();
        for (LocalDate day = range.from().orElseThrow(); !day.isAfter(last); day = day.plusDays(1)) {
            int monthDay = day.getMonthValue() * 100 + day.getDayOfMonth();
            days.add(monthDay);
            if (monthDay == LEAP_DAY - 1 && !day.isLeapYear()) {
                days.add(LEAP_DAY);
            }
        }
        return days;
    }
}
