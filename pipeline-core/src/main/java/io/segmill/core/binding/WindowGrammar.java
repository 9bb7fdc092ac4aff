package io.segmill.core.binding;

import io.segmill.core.condition.CalendarUnit;
import io.segmill.core.condition.Window;
import io.segmill.core.problem.NearestName;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads windows: {@code last 30 days}, {@code 2002-01-01..2002-12-31} and the other forms of the language. */
final class WindowGrammar {
    static final String FORMS =
            "write last N days (or weeks, months, years), next N …, today, yesterday, tomorrow, this week (or month,"
                    + " quarter, year), last week …, more than N … ago, at least N … ago, N..M days ago, DATE..DATE,"
                    + " before DATE, since DATE or all time";

    private static final String UNIT = "(day|week|month|year)s?";
    private static final Pattern COUNTED = Pattern.compile("(last|next) (\\d+) " + UNIT);
    private static final Pattern AGO = Pattern.compile("(more than|at least) (\\d+) " + UNIT + " ago");
    private static final Pattern RANGE_AGO = Pattern.compile("(\\d+) ?\\.\\. ?(\\d+) " + UNIT + " ago");
    private static final Pattern PERIOD = Pattern.compile("(this|last) (week|month|quarter|year)");
    private static final Pattern DAY = Pattern.compile("today|yesterday|tomorrow");
    private static final Pattern DATES = Pattern.compile("(\\S+?) ?\\.\\. ?(\\S+)");
    private static final Pattern OPEN = Pattern.compile("(before|since) (\\S+)");
    private static final Pattern BARE_COUNT = Pattern.compile("(\\d+)( (days?|weeks?|months?|years?))?");

    private static final Set<String> WORDS = Set.of(
            "last",
            "next",
            "this",
            "today",
            "yesterday",
            "tomorrow",
            "more",
            "than",
            "at",
            "least",
            "ago",
            "before",
            "since",
            "all",
            "time",
            "day",
            "days",
            "week",
            "weeks",
            "month",
            "months",
            "quarter",
            "year",
            "years");

    private static final Reading NO_FORM = new Reading.Unread("is not a window", FORMS);

    private WindowGrammar() {}

    /** A window, or why a text is none. */
    sealed interface Reading {
        /** It is one. */
        record Read(Window window) implements Reading {}

        /** It has a date that does not exist or is written in another way. */
        record BadDate(String fix) implements Reading {}

        /** It is none. */
        record Unread(String why, String fix) implements Reading {}
    }

    static Reading read(String written) {
        String text = written.strip().replaceAll("\\s+", " ");
        Reading reading = form(text);
        return reading.equals(NO_FORM)
                ? new Reading.Unread(
                        "is not a window",
                        nearest(text)
                                .map(meant -> "did you mean '" + meant + "'?")
                                .orElse(FORMS))
                : reading;
    }

    private static Reading form(String text) {
        if (text.equals("all time")) {
            return new Reading.Read(new Window.AllTime());
        }
        if (DAY.matcher(text).matches()) {
            return new Reading.Read(new Window.Day(Window.NamedDay.valueOf(text.toUpperCase(Locale.ROOT))));
        }
        Matcher period = PERIOD.matcher(text);
        if (period.matches()) {
            return new Reading.Read(new Window.Calendar(
                    Window.Which.valueOf(period.group(1).toUpperCase(Locale.ROOT)),
                    Window.Period.valueOf(period.group(2).toUpperCase(Locale.ROOT))));
        }
        Matcher counted = COUNTED.matcher(text);
        if (counted.matches()) {
            return counted(counted);
        }
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return counted(ago);
        }
        Matcher rangeAgo = RANGE_AGO.matcher(text);
        if (rangeAgo.matches()) {
            return rangeAgo(rangeAgo);
        }
        Matcher open = OPEN.matcher(text);
        if (open.matches()) {
            return open(open);
        }
        Matcher dates = DATES.matcher(text);
        if (dates.matches()) {
            return dates(dates);
        }
        return NO_FORM;
    }

    private static CalendarUnit unit(String word) {
        return CalendarUnit.valueOf(word.toUpperCase(Locale.ROOT) + "S");
    }

    private static Reading counted(Matcher matcher) {
        CalendarUnit unit = unit(matcher.group(3));
        Optional<Integer> count = count(matcher.group(2), 1, unit);
        if (count.isEmpty()) {
            return outOfRange(1, unit);
        }
        int number = count.get();
        return new Reading.Read(
                switch (matcher.group(1)) {
                    case "last" -> new Window.Last(number, unit);
                    case "next" -> new Window.Next(number, unit);
                    case "more than" -> new Window.MoreThanAgo(number, unit);
                    case "at least" -> new Window.AtLeastAgo(number, unit);
                    default -> throw new IllegalStateException(matcher.group());
                });
    }

    private static Reading rangeAgo(Matcher matcher) {
        CalendarUnit unit = unit(matcher.group(3));
        Optional<Integer> nearest = count(matcher.group(1), 0, unit);
        Optional<Integer> farthest = count(matcher.group(2), 0, unit);
        if (nearest.isEmpty() || farthest.isEmpty()) {
            return outOfRange(0, unit);
        }
        if (nearest.get() > farthest.get()) {
            return new Reading.Unread(
                    "has its ends the wrong way round",
                    "write " + farthest.get() + ".." + nearest.get() + " " + unit.word() + " ago");
        }
        return new Reading.Read(new Window.Ago(nearest.get(), farthest.get(), unit));
    }

    private static Reading open(Matcher matcher) {
        return Times.date(matcher.group(2))
                .<Reading>map(date -> new Reading.Read(
                        matcher.group(1).equals("before") ? new Window.Before(date) : new Window.Since(date)))
                .orElseGet(() -> new Reading.BadDate(dateFix(matcher.group(2))));
    }

    private static Reading dates(Matcher matcher) {
        Optional<LocalDate> from = Times.date(matcher.group(1));
        Optional<LocalDate> to = Times.date(matcher.group(2));
        if (from.isEmpty() || to.isEmpty()) {
            return new Reading.BadDate(dateFix(from.isEmpty() ? matcher.group(1) : matcher.group(2)));
        }
        if (from.get().isAfter(to.get())) {
            return new Reading.Unread("has its ends the wrong way round", "write " + to.get() + ".." + from.get());
        }
        return new Reading.Read(new Window.Dates(from.get(), to.get()));
    }

    private static String dateFix(String text) {
        return Times.looksLikeDate(text) ? "put day and month right: yyyy-MM-dd" : Times.DATE_FIX;
    }

    private static Optional<Integer> count(String digits, int least, CalendarUnit unit) {
        BigInteger count = new BigInteger(digits);
        return count.compareTo(BigInteger.valueOf(least)) >= 0 && count.compareTo(BigInteger.valueOf(unit.most())) <= 0
                ? Optional.of(count.intValueExact())
                : Optional.empty();
    }

    private static Reading outOfRange(int least, CalendarUnit unit) {
        return new Reading.Unread(
                "counts too few or too many " + unit.word(), "write a number from " + least + " to " + unit.most());
    }

    /** The window a person probably meant: each word put right by itself, or a count without its beginning. */
    private static Optional<String> nearest(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Matcher bare = BARE_COUNT.matcher(lower);
        if (bare.matches()) {
            return Optional.of("last " + bare.group(1) + " " + (bare.group(3) == null ? "days" : bare.group(3)));
        }
        Matcher quarters = Pattern.compile("(last|next) (\\d{1,3}) quarters?").matcher(lower);
        if (quarters.matches()) {
            return Optional.of(quarters.group(1) + " " + Integer.parseInt(quarters.group(2)) * 3 + " months");
        }
        Matcher once =
                Pattern.compile("(\\d{1,4}) ((?:day|week|month|year)s?) ago").matcher(lower);
        if (once.matches()) {
            return Optional.of(once.group(1) + ".." + once.group(1) + " " + once.group(2) + " ago");
        }
        Matcher period = Pattern.compile("next (week|month|year)").matcher(lower);
        if (period.matches()) {
            return Optional.of("next 1 " + period.group(1) + "s");
        }
        List<String> words = new ArrayList<>();
        for (String word : lower.split(" ", -1)) {
            words.add(
                    Character.isDigit(word.isEmpty() ? ' ' : word.charAt(0))
                            ? word
                            : NearestName.of(word, WORDS).orElse(word));
        }
        return form(String.join(" ", words)) instanceof Reading.Read read
                ? Optional.of(read.window().toString())
                : Optional.empty();
    }
}
