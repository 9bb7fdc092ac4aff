package io.segmill.core.binding;

import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Value;
import io.segmill.core.definition.Literal;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** Reads constants by the type of what they are compared with; never casts. Empty, and told, when they do not fit. */
public final class Constants {
    private final ZoneId zone;
    private final Problems problems;

    public Constants(ZoneId zone, Problems problems) {
        this.zone = zone;
        this.problems = problems;
    }

    /**
     * @param beside what the constant is compared with, for messages
     * @param word the operator, for examples; empty in a list
     */
    Optional<Operand.Constant> of(Literal literal, DataType type, String beside, String word) {
        if (literal.kind() == Literal.Kind.NOTHING) {
            wrong(
                    literal,
                    beside + " cannot be compared with nothing (null)",
                    "ask for a missing value by is-set: false, for any value by is-set: true");
            return Optional.empty();
        }
        String before = word.isEmpty() ? "" : word + ": ";
        return switch (type.kind()) {
            case STRING -> text(literal, beside, before);
            case BOOLEAN -> truth(literal, beside);
            case INT, BIGINT, DOUBLE, DECIMAL -> number(literal, beside, before);
            case DATE -> time(literal, beside + " is a date", Times.DATE_FIX);
            case TIMESTAMP -> time(literal, beside + " is a timestamp", Times.TIMESTAMP_FIX);
        };
    }

    private Optional<Operand.Constant> text(Literal literal, String beside, String before) {
        if (literal.kind() == Literal.Kind.TEXT) {
            return Optional.of(new Operand.Constant(new Value.Text(literal.value()), DataType.STRING));
        }
        wrong(
                literal,
                beside + " is a text, found " + described(literal),
                "quote it: " + before + '"' + literal.written() + '"');
        return Optional.empty();
    }

    private Optional<Operand.Constant> truth(Literal literal, String beside) {
        if (literal.kind() == Literal.Kind.TRUTH) {
            boolean truth = literal.value().equalsIgnoreCase("true");
            return Optional.of(new Operand.Constant(new Value.Truth(truth), DataType.BOOLEAN));
        }
        wrong(
                literal,
                beside + " is true or false, found " + described(literal),
                "write true or false, without quotes");
        return Optional.empty();
    }

    private Optional<Operand.Constant> number(Literal literal, String beside, String before) {
        if (literal.kind() != Literal.Kind.NUMBER) {
            boolean quoted = literal.kind() == Literal.Kind.TEXT
                    && Numbers.exact(literal.value().strip()).isPresent();
            wrong(
                    literal,
                    beside + " is a number, found " + described(literal),
                    quoted
                            ? "write it without quotes: " + before + literal.written()
                            : "write a number, such as 12.50");
            return Optional.empty();
        }
        Optional<BigDecimal> number = Numbers.exact(literal.value());
        if (number.isEmpty()) {
            boolean infinite = literal.value().toLowerCase(Locale.ROOT).matches("[-+]?\\.(inf|nan)");
            wrong(
                    literal,
                    infinite
                            ? literal.shown() + " is not a number that can be compared with"
                            : "the number " + literal.shown() + " has more than " + DataType.MOST_DIGITS + " digits",
                    infinite
                            ? "write a number, such as 12.50"
                            : "write one of at most " + DataType.MOST_DIGITS + " digits");
        }
        return number.map(exact -> new Operand.Constant(new Value.Number(exact), Numbers.type(exact)));
    }

    private Optional<Operand.Constant> time(Literal literal, String besideIs, String fix) {
        if (literal.kind() != Literal.Kind.TEXT) {
            wrong(literal, besideIs + ", found " + described(literal), fix);
            return Optional.empty();
        }
        String text = literal.value().strip();
        Optional<LocalDate> date = Times.date(text);
        if (date.isPresent()) {
            return Optional.of(new Operand.Constant(new Value.Date(date.get()), DataType.DATE));
        }
        Optional<Instant> moment = Times.timestamp(text, zone);
        if (moment.isPresent()) {
            return Optional.of(new Operand.Constant(new Value.Timestamp(moment.get()), DataType.TIMESTAMP));
        }
        badDate(literal, besideIs + ", found " + described(literal), fix);
        return Optional.empty();
    }

    /** Whether two ends of {@code between} are constants the wrong way round; a day begins at its first moment. */
    boolean areReversed(Operand low, Operand high) {
        if (!(low instanceof Operand.Constant first) || !(high instanceof Operand.Constant last)) {
            return false;
        }
        if (first.value() instanceof Value.Date day && last.value() instanceof Value.Timestamp moment) {
            return day.date().atStartOfDay(zone).toInstant().isAfter(moment.instant());
        }
        if (first.value() instanceof Value.Timestamp moment && last.value() instanceof Value.Date day) {
            return !moment.instant()
                    .isBefore(day.date().plusDays(1).atStartOfDay(zone).toInstant());
        }
        return Span.isAfter(first.value(), last.value());
    }

    /** A date alone, as windows and settings take it. */
    public Optional<LocalDate> date(Literal literal, String name) {
        Optional<LocalDate> date = literal.kind() == Literal.Kind.TEXT ? Times.date(literal.value()) : Optional.empty();
        if (date.isEmpty()) {
            badDate(literal, name + " is a date, found " + described(literal), Times.DATE_FIX);
        }
        return date;
    }

    /** A moment: a timestamp, or a date for its first one in the project's time zone. */
    public Optional<Instant> moment(Literal literal, String name) {
        Optional<Operand.Constant> constant = time(literal, name + " is a date or timestamp", Times.TIMESTAMP_FIX);
        return constant.map(found -> found.value() instanceof Value.Date day
                ? day.date().atStartOfDay(zone).toInstant()
                : ((Value.Timestamp) found.value()).instant());
    }

    private void badDate(Literal literal, String otherwise, String fix) {
        if (Times.looksLikeDate(literal.value().strip())) {
            problems.error(
                    Code.BAD_DATE,
                    literal.location(),
                    "there is no day " + literal.shown() + " in the calendar",
                    "put day and month right: yyyy-MM-dd");
        } else if (Times.looksLikeTimestamp(literal.value().strip())) {
            problems.error(Code.BAD_DATE, literal.location(), "there is no moment " + literal.shown(), fix);
        } else {
            problems.error(Code.BAD_DATE, literal.location(), otherwise, fix);
        }
    }

    private static String described(Literal literal) {
        return switch (literal.kind()) {
            case TEXT -> "the text " + literal.shown();
            case NUMBER -> "the number " + literal.shown();
            case TRUTH -> literal.shown();
            case NOTHING -> "nothing";
        };
    }

    private void wrong(Literal literal, String what, String fix) {
        problems.error(Code.WRONG_TYPE, literal.location(), what, fix);
    }
}
