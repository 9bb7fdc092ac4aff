package io.segmill.core.binding;

import io.segmill.core.condition.CalendarUnit;
import io.segmill.core.condition.DateRange;
import io.segmill.core.condition.Window;
import io.segmill.core.definition.Literal;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import java.time.LocalDate;
import java.util.Optional;

/** Checks windows where they stand: of an attribute, of an aggregate's rows, of an anniversary. */
public final class Windows {
    private static final int MOST_ANNIVERSARY_DAYS = 365;

    private final LocalDate asOf;
    private final Problems problems;

    /** @param asOf the default as-of date, for windows that lie after it */
    public Windows(LocalDate asOf, Problems problems) {
        this.asOf = asOf;
        this.problems = problems;
    }

    /** Any window; empty, and told, when it is none. */
    Optional<Window> any(Literal literal) {
        WindowGrammar.Reading reading = WindowGrammar.read(literal.value());
        boolean shownAsIs = literal.written().equals(literal.value());
        if (reading instanceof WindowGrammar.Reading.Read read) {
            return Optional.of(read.window());
        }
        if (reading instanceof WindowGrammar.Reading.BadDate bad) {
            problems.error(
                    Code.BAD_DATE,
                    literal.location(),
                    "the window " + literal.shown() + " has a date that is none",
                    bad.fix());
        }
        if (reading instanceof WindowGrammar.Reading.Unread unread) {
            problems.error(
                    Code.BAD_WINDOW,
                    literal.location(),
                    literal.shown() + " " + unread.why(),
                    shownAsIs ? unread.fix() : WindowGrammar.FORMS);
        }
        return Optional.empty();
    }

    /** The window of an aggregate's rows: none of them lies after the as-of date. */
    Optional<Window> ofRows(Literal literal) {
        Optional<Window> window = any(literal);
        if (window.isEmpty()) {
            return window;
        }
        boolean future =
                window.get() instanceof Window.Next || window.get().equals(new Window.Day(Window.NamedDay.TOMORROW));
        if (future) {
            problems.error(
                    Code.BAD_WINDOW,
                    literal.location(),
                    "the window " + literal.shown() + " lies after the as-of date, where an aggregate sees no rows",
                    "look back, such as last 30 days; what lies ahead can be asked of an attribute");
            return Optional.empty();
        }
        DateRange days = window.get().on(asOf);
        if (days.from().filter(from -> from.isAfter(asOf)).isPresent()) {
            problems.warning(
                    Code.NEVER_MET,
                    literal.location(),
                    "the window " + literal.shown() + " begins after the as-of date " + asOf
                            + ": an aggregate sees no row in it",
                    "begin it earlier, unless a run --as-of a later date is meant");
        }
        return window;
    }

    /** Of the windows only those that a month and day can lie in. */
    Optional<Window> anniversary(Literal literal) {
        Optional<Window> window = any(literal);
        if (window.isPresent() && !isAnniversary(window.get())) {
            problems.error(
                    Code.BAD_WINDOW,
                    literal.location(),
                    "an anniversary cannot fall in the window " + literal.shown(),
                    "write today, yesterday, next N days, last N days or N..M days ago, N up to "
                            + MOST_ANNIVERSARY_DAYS);
            return Optional.empty();
        }
        return window;
    }

    private static boolean isAnniversary(Window window) {
        if (window instanceof Window.Last last) {
            return isDays(last.unit()) && last.count() <= MOST_ANNIVERSARY_DAYS;
        }
        if (window instanceof Window.Next next) {
            return isDays(next.unit()) && next.count() <= MOST_ANNIVERSARY_DAYS;
        }
        if (window instanceof Window.Ago ago) {
            return isDays(ago.unit()) && ago.farthest() <= MOST_ANNIVERSARY_DAYS;
        }
        return window instanceof Window.Day day && day.day() != Window.NamedDay.TOMORROW;
    }

    private static boolean isDays(CalendarUnit unit) {
        return unit == CalendarUnit.DAYS;
    }
}
