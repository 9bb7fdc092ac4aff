package io.segmill.core.binding;

import io.segmill.core.condition.CalendarUnit;
import io.segmill.core.condition.Operand;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.OperandDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks {@code times} and {@code plus} of an operand right of an operator. Empty, and told, when they do not fit. */
final class Adjustments {
    private static final Pattern CALENDAR = Pattern.compile("([-+]?\\d{1,7}) (day|week|month|year)s?");

    private final Problems problems;

    Adjustments(Problems problems) {
        this.problems = problems;
    }

    /** @param shown the operand, for messages */
    Optional<Operand> of(OperandDefinition.Adjusted adjusted, Operand operand, String shown) {
        Optional<Operand> scaled = adjusted.times().isEmpty()
                ? Optional.of(operand)
                : times(adjusted.times().get(), operand, shown);
        return adjusted.plus().isEmpty()
                ? scaled
                : scaled.flatMap(found -> plus(adjusted.plus().get(), found, shown));
    }

    private Optional<Operand> times(Literal literal, Operand operand, String shown) {
        if (!operand.type().isNumeric()) {
            wrong(
                    literal,
                    "'times' is for numbers, " + shown + " is " + Types.described(operand.type()),
                    operand.type().isTemporal() ? "delete it, or move the date by plus: 30 days" : "delete it");
            return Optional.empty();
        }
        return number("times", literal)
                .filter(factor -> fits(
                        literal,
                        operand.type().kind() == DataType.Kind.DOUBLE
                                ? 0
                                : Operand.Times.places(operand.type(), factor) + factor.precision() - factor.scale()))
                .map(factor -> new Operand.Times(operand, factor));
    }

    private Optional<Operand> plus(Literal literal, Operand operand, String shown) {
        return switch (operand.type().kind()) {
            case INT, BIGINT, DECIMAL, DOUBLE ->
                number("plus", literal)
                        .filter(number -> fits(
                                literal,
                                operand.type().kind() == DataType.Kind.DOUBLE
                                        ? 0
                                        : Math.max(operand.type().scale(), number.scale())
                                                + Math.max(0, number.precision() - number.scale())))
                        .map(number -> new Operand.Plus(operand, number));
            case DATE, TIMESTAMP -> moved(literal, operand, shown);
            case STRING, BOOLEAN -> {
                wrong(
                        literal,
                        "'plus' is for numbers, dates and timestamps, " + shown + " is "
                                + Types.described(operand.type()),
                        "delete it");
                yield Optional.empty();
            }
        };
    }

    private Optional<Operand> moved(Literal literal, Operand operand, String shown) {
        Matcher matcher = CALENDAR.matcher(literal.value().strip().replaceAll("\\s+", " "));
        if (!matcher.matches()) {
            wrong(
                    literal,
                    shown + " is " + Types.described(operand.type()) + " and moves by days, weeks, months or years,"
                            + " found " + literal.shown(),
                    "write such as plus: 30 days, or plus: -1 years");
            return Optional.empty();
        }
        CalendarUnit unit = CalendarUnit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT) + "S");
        int count = Integer.parseInt(matcher.group(1));
        if (Math.abs(count) > unit.most()) {
            problems.error(
                    Code.BAD_VALUE,
                    literal.location(),
                    literal.shown() + " is more than two thousand years",
                    "write at most " + unit.most() + " " + unit.word());
            return Optional.empty();
        }
        return Optional.of(new Operand.Moved(operand, count, unit));
    }

    private Optional<BigDecimal> number(String key, Literal literal) {
        Optional<BigDecimal> number =
                literal.kind() == Literal.Kind.NUMBER ? Numbers.exact(literal.value()) : Optional.empty();
        if (number.isEmpty()) {
            wrong(
                    literal,
                    "'" + key + "' is a number here, found " + literal.shown(),
                    "write such as " + key + ": 1.2");
        }
        return number;
    }

    /** Whether the result leaves at least one whole digit to the operand. */
    private boolean fits(Literal literal, int taken) {
        if (taken + 2 <= DataType.MOST_DIGITS) {
            return true;
        }
        problems.error(
                Code.BAD_VALUE,
                literal.location(),
                "with " + literal.shown() + " the result has more than " + DataType.MOST_DIGITS + " digits",
                "write a number of fewer digits");
        return false;
    }

    private void wrong(Literal literal, String what, String fix) {
        problems.error(Code.WRONG_TYPE, literal.location(), what, fix);
    }
}
