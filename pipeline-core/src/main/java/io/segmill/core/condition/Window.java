package io.segmill.core.condition;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** A span of calendar days, most often relative to the as-of date. */
public sealed interface Window {
    /** No bounds at all; the default. */
    record AllTime() implements Window {
        @Override
        public DateRange on(LocalDate asOf) {
            return DateRange.ALL;
        }

        @Override
        public String toString() {
            return "all time";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.allTime(this);
        }
    }

    /** {@code last N days}: the N units that end with the as-of date, that day included. */
    record Last(int count, CalendarUnit unit) implements Window {
        @Override
        public DateRange on(LocalDate asOf) {
            return DateRange.of(unit.add(asOf, -count).plusDays(1), asOf);
        }

        @Override
        public String toString() {
            return "last " + count + " " + unit.word();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.last(this);
        }
    }

    /** {@code next N days}: the N units that begin on the day after the as-of date. */
    record Next(int count, CalendarUnit unit) implements Window {
        @Override
        public DateRange on(LocalDate asOf) {
            return DateRange.of(asOf.plusDays(1), unit.add(asOf, count));
        }

        @Override
        public String toString() {
            return "next " + count + " " + unit.word();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.next(this);
        }
    }

    /** A single day beside the as-of date, or that day itself. */
    record Day(NamedDay day) implements Window {
        @Override
        public DateRange on(LocalDate asOf) {
            LocalDate only = asOf.plusDays(day.offset);
            return DateRange.of(only, only);
        }

        @Override
        public String toString() {
            return day.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.day(this);
        }
    }

    /** The days that have a name. */
    enum NamedDay {
        YESTERDAY(-1),
        TODAY(0),
        TOMORROW(1);

        private final int offset;

        NamedDay(int offset) {
            this.offset = offset;
        }
    }

    /** {@code this month}, {@code last quarter}: a whole calendar period; weeks begin on Monday. */
    record Calendar(Which which, Period period) implements Window {
        @Override
        public DateRange on(LocalDate asOf) {
            LocalDate start = period.start(asOf);
            return switch (which) {
                case THIS -> DateRange.of(start, period.next(start).minusDays(1));
                case LAST -> DateRange.of(period.start(start.minusDays(1)), start.minusDays(1));
            };
        }

        @Override
        public String toString() {
            return (which.name() + " " + period.name()).toLowerCase(Locale.ROOT);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.calendar(this);
        }
    }

    /** The period that holds the as-of date, or the one before it. */
    enum Which {
        THIS,
        LAST
    }

    /** The calendar periods. */
    enum Period {
        WEEK,
        MONTH,
        QUARTER,
        YEAR;

        private LocalDate start(LocalDate day) {
            return switch (this) {
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
                case QUARTER -> LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1);
                case YEAR -> day.withDayOfYear(1);
            };
        }

        private LocalDate next(LocalDate start) {
            return switch (this) {
                case WEEK -> start.plusWeeks(1);
                case MONTH -> start.plusMonths(1);
                case QUARTER -> start.plusMonths(3);
                case YEAR -> start.plusYears(1);
            };
        }
    }

    /** {@code more than 18 years ago}: before the as-of date less so many units. */
    record MoreThanAgo(int count, CalendarUnit unit) implements Window {
        @Override
        public DateRange on(LocalDate asOf) {
            return DateRange.until(unit.add(asOf, -count).minusDays(1));
        }

        @Override
        public String toString() {
            return "more than " + count + " " + unit.word() + " ago";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.moreThanAgo(this);
        }
    }

    /** {@code at least 18 years ago}: the as-of date less so many units, or before. */
    record AtLeastAgo(int count, CalendarUnit unit) implements Window {
        @Override
        public DateRange on(LocalDate asOf) {
            return DateRange.until(unit.add(asOf, -count));
        }

        @Override
        public String toString() {
            return "at least " + count + " " + unit.word() + " ago";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.atLeastAgo(this);
        }
    }

    /**
     * {@code 30..60 days ago}: period k runs from the day after (as-of less k+1 units) to (as-of less k units); for
     * days that is the single day k days ago, so both ends are in.
     */
    record Ago(int nearest, int farthest, CalendarUnit unit) implements Window {
        public Ago {
            if (nearest > farthest) {
                throw new IllegalArgumentException(nearest + ".." + farthest);
            }
        }

        @Override
        public DateRange on(LocalDate asOf) {
            return DateRange.of(unit.add(asOf, -(farthest + 1L)).plusDays(1), unit.add(asOf, -nearest));
        }

        @Override
        public String toString() {
            return nearest + ".." + farthest + " " + unit.word() + " ago";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ago(this);
        }
    }

    /** {@code 2002-01-01..2002-12-31}, both days included. */
    record Dates(LocalDate from, LocalDate to) implements Window {
        public Dates {
            if (from.isAfter(to)) {
                throw new IllegalArgumentException(from + ".." + to);
            }
        }

        @Override
        public DateRange on(LocalDate asOf) {
            return DateRange.of(from, to);
        }

        @Override
        public String toString() {
            return from + ".." + to;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.dates(this);
        }
    }

    /** {@code before 2002-01-01}: that day left out. */
    record Before(LocalDate date) implements Window {
        @Override
        public DateRange on(LocalDate asOf) {
            return DateRange.until(date.minusDays(1));
        }

        @Override
        public String toString() {
            return "before " + date;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.before(this);
        }
    }

    /** {@code since 2002-01-01}: that day included, without end. */
    record Since(LocalDate date) implements Window {
        @Override
        public DateRange on(LocalDate asOf) {
            return DateRange.since(date);
        }

        @Override
        public String toString() {
            return "since " + date;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.since(this);
        }
    }

    /** The days of this window in a run as of that date. */
    DateRange on(LocalDate asOf);

    <R> R match(Cases<R> cases);

    /** One method a record and no defaults: a new window does not compile until every reader answers it. */
    interface Cases<R> {
        R allTime(AllTime allTime);

        R last(Last last);

        R next(Next next);

        R day(Day day);

        R calendar(Calendar calendar);

        R moreThanAgo(MoreThanAgo moreThanAgo);

        R atLeastAgo(AtLeastAgo atLeastAgo);

        R ago(Ago ago);

        R dates(Dates dates);

        R before(Before before);

        R since(Since since);
    }
}
