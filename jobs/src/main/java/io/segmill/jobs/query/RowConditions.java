package io.segmill.jobs.query;

import io.segmill.core.condition.Comparison;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.DateRange;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.MonthDays;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Value;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * A condition as a column of a frame, true or false and never missing. Constants become literals; no text of a user is
 * ever parsed as SQL.
 */
final class RowConditions implements Condition.Cases<Column> {
    private final RowOperands operands;
    private final Function<String, Column> memberships;
    private final LocalDate asOf;

    /** @param memberships the frame's column that is true for members of a segment, false or missing for others */
    RowConditions(RowOperands operands, Function<String, Column> memberships, LocalDate asOf) {
        this.operands = operands;
        this.memberships = memberships;
        this.asOf = asOf;
    }

    Column of(Condition condition) {
        return condition.match(this);
    }

    /** A date column, or the day of a timestamp column in the project's time zone, inside the range. */
    static Column inside(Column day, DateRange range) {
        Column from = range.from().map(first -> day.geq(functions.lit(first))).orElseGet(() -> functions.lit(true));
        return range.to().map(last -> from.and(day.leq(functions.lit(last)))).orElse(from);
    }

    /** Conditions on rows of a source, where nothing is asked of customers. */
    static RowConditions ofRows(LocalDate asOf) {
        return new RowConditions(
                new RowOperands(aggregate -> {
                    throw new IllegalStateException("no aggregates among rows: " + aggregate);
                }),
                segment -> {
                    throw new IllegalStateException("no members among rows: " + segment);
                },
                asOf);
    }

    @Override
    public Column everyone(Condition.Everyone everyone) {
        return functions.lit(true);
    }

    @Override
    public Column all(Condition.All all) {
        return all.parts().stream().map(this::of).reduce(Column::and).orElseThrow();
    }

    @Override
    public Column any(Condition.Any any) {
        return any.parts().stream().map(this::of).reduce(Column::or).orElseThrow();
    }

    @Override
    public Column none(Condition.None none) {
        return functions.not(
                none.parts().stream().map(this::of).reduce(Column::or).orElseThrow());
    }

    @Override
    public Column not(Condition.Not not) {
        return functions.not(of(not.inner()));
    }

    @Override
    public Column atLeast(Condition.AtLeast atLeast) {
        return atLeast.parts().stream()
                .map(part -> of(part).cast(DataTypes.IntegerType))
                .reduce(Column::plus)
                .orElseThrow()
                .geq(functions.lit(atLeast.count()));
    }

    @Override
    public Column memberOf(Condition.MemberOf memberOf) {
        return met(memberships.apply(memberOf.segment()));
    }

    @Override
    public Column compare(Condition.Compare compare) {
        return met(compared(compare.left(), compare.comparison(), compare.right(), compare.letters()));
    }

    @Override
    public Column oneOf(Condition.OneOf oneOf) {
        Operand left = oneOf.left();
        return met(
                switch (left.type().kind()) {
                    case INT, BIGINT, DOUBLE, DECIMAL ->
                        Comparisons.oneOf(
                                value(left),
                                left.type(),
                                oneOf.values().stream()
                                        .map(constant -> number(constant.value()))
                                        .toList());
                    case STRING ->
                        lettered(value(left), oneOf.letters())
                                .isin(oneOf.values().stream()
                                        .map(constant -> lettered(value(constant), oneOf.letters()))
                                        .toArray());
                    case BOOLEAN, DATE, TIMESTAMP ->
                        oneOf.values().stream()
                                .map(constant -> compared(left, Comparison.IS, constant, oneOf.letters()))
                                .reduce(Column::or)
                                .orElseThrow();
                });
    }

    @Override
    public Column between(Condition.Between between) {
        return met(compared(between.left(), Comparison.AT_LEAST, between.low(), LetterCase.EXACT)
                .and(compared(between.left(), Comparison.AT_MOST, between.high(), LetterCase.EXACT)));
    }

    @Override
    public Column text(Condition.Text text) {
        Column left = value(text.left());
        Column tested = lettered(left, text.letters());
        Column literal = lettered(functions.lit(text.text()), text.letters());
        return met(
                switch (text.test()) {
                    case CONTAINS -> tested.contains(literal);
                    case STARTS_WITH -> tested.startsWith(literal);
                    case ENDS_WITH -> tested.endsWith(literal);
                    // Spark looks for the pattern anywhere; the language means the whole value.
                    case MATCHES ->
                        left.rlike((text.letters() == LetterCase.IGNORED ? "(?iu)" : "") + "\\A(?:" + text.text()
                                + ")\\z");
                });
    }

    @Override
    public Column isSet(Condition.IsSet isSet) {
        return value(isSet.left()).isNotNull();
    }

    @Override
    public Column within(Condition.Within within) {
        DateRange range = within.window().on(asOf);
        Column left = value(within.left());
        return met(inside(RowOperands.day(left, within.left().type()), range).and(left.isNotNull()));
    }

    @Override
    public Column anniversary(Condition.Anniversary anniversary) {
        Column day =
                RowOperands.day(value(anniversary.left()), anniversary.left().type());
        Column monthDay = functions.month(day).multiply(functions.lit(100)).plus(functions.dayofmonth(day));
        return met(monthDay.isin(
                MonthDays.of(anniversary.window().on(asOf)).stream().sorted().toArray()));
    }

    @Override
    public Column has(Condition.Has has) {
        return met(value(Operand.Aggregate.count(has.rows())).gt(functions.lit(0)));
    }

    /** A missing value meets nothing. */
    private static Column met(Column column) {
        return functions.coalesce(column, functions.lit(false));
    }

    private Column compared(Operand left, Comparison comparison, Operand right, LetterCase letters) {
        DataType leftType = left.type();
        DataType rightType = right.type();
        if (leftType.isNumeric()) {
            return right instanceof Operand.Constant constant
                    ? Comparisons.number(value(left), leftType, comparison, number(constant.value()))
                    : Comparisons.numbers(value(left), leftType, comparison, value(right), rightType);
        }
        if (leftType.isTemporal() && leftType.kind() != rightType.kind()) {
            return Comparisons.compare(
                    RowOperands.day(value(left), leftType), comparison, RowOperands.day(value(right), rightType));
        }
        return Comparisons.compare(lettered(value(left), letters), comparison, lettered(value(right), letters));
    }

    private static Column lettered(Column text, LetterCase letters) {
        return switch (letters) {
            case EXACT -> text;
            case IGNORED -> functions.lower(text);
        };
    }

    private Column value(Operand operand) {
        return operands.of(operand);
    }

    private static BigDecimal number(Value value) {
        return value.match(new Value.Cases<>() {
            @Override
            public BigDecimal text(Value.Text text) {
                throw new IllegalStateException("a text among numbers");
            }

            @Override
            public BigDecimal number(Value.Number number) {
                return number.number();
            }

            @Override
            public BigDecimal truth(Value.Truth truth) {
                throw new IllegalStateException("true or false among numbers");
            }

            @Override
            public BigDecimal date(Value.Date date) {
                throw new IllegalStateException("a date among numbers");
            }

            @Override
            public BigDecimal timestamp(Value.Timestamp timestamp) {
                throw new IllegalStateException("a timestamp among numbers");
            }
        });
    }
}
