package io.segmill.jobs.bench.sql;

import io.segmill.core.condition.Comparison;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.DateRange;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.MonthDays;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Value;
import io.segmill.core.schema.ColumnPath;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Conditions as an analyst writes them for DuckDB, over columns that others have brought together. Null means not met;
 * where that would show, under a complement, it is said so.
 */
final class Predicates implements Condition.Cases<String>, Operand.Cases<String> {
    private final Function<ColumnPath, String> columns;
    private final Function<Operand.Aggregate, String> aggregates;
    private final Function<String, String> members;
    private final LocalDate asOf;

    /** @param members whether the customer is a member of a segment, by its id */
    Predicates(
            Function<ColumnPath, String> columns,
            Function<Operand.Aggregate, String> aggregates,
            Function<String, String> members,
            LocalDate asOf) {
        this.columns = columns;
        this.aggregates = aggregates;
        this.members = members;
        this.asOf = asOf;
    }

    String of(Condition condition) {
        return condition.match(this);
    }

    String of(Operand operand) {
        return operand.match(this);
    }

    /** True or false, never null. */
    private String certain(Condition condition) {
        return condition instanceof Condition.Has ? of(condition) : "coalesce(" + of(condition) + ", false)";
    }

    private String joined(List<Condition> parts, String word) {
        return parts.stream().map(this::of).collect(Collectors.joining(word, "(", ")"));
    }

    @Override
    public String everyone(Condition.Everyone everyone) {
        return "true";
    }

    @Override
    public String all(Condition.All all) {
        return joined(all.parts(), " AND ");
    }

    @Override
    public String any(Condition.Any any) {
        return joined(any.parts(), " OR ");
    }

    @Override
    public String none(Condition.None none) {
        return certainlyNot(joined(none.parts(), " OR "));
    }

    @Override
    public String not(Condition.Not not) {
        return not.inner() instanceof Condition.Has ? "(NOT " + of(not.inner()) + ")" : certainlyNot(of(not.inner()));
    }

    private static String certainlyNot(String condition) {
        return "(NOT coalesce(" + condition + ", false))";
    }

    @Override
    public String atLeast(Condition.AtLeast atLeast) {
        return atLeast.parts().stream()
                .map(part -> certain(part) + "::TINYINT")
                .collect(Collectors.joining(" + ", "(", " >= " + atLeast.count() + ")"));
    }

    @Override
    public String memberOf(Condition.MemberOf memberOf) {
        return members.apply(memberOf.segment());
    }

    @Override
    public String compare(Condition.Compare compare) {
        return lower(of(compare.left()), compare.letters()) + " " + sign(compare.comparison()) + " "
                + lower(of(compare.right()), compare.letters());
    }

    private static String lower(String sql, LetterCase letters) {
        return switch (letters) {
            case EXACT -> sql;
            case IGNORED -> "lower(" + sql + ")";
        };
    }

    private static String sign(Comparison comparison) {
        return switch (comparison) {
            case IS -> "=";
            case LESS_THAN -> "<";
            case AT_MOST -> "<=";
            case MORE_THAN -> ">";
            case AT_LEAST -> ">=";
        };
    }

    @Override
    public String oneOf(Condition.OneOf oneOf) {
        return oneOf.values().stream()
                .map(value -> lower(of(value), oneOf.letters()))
                .collect(Collectors.joining(", ", lower(of(oneOf.left()), oneOf.letters()) + " IN (", ")"));
    }

    @Override
    public String between(Condition.Between between) {
        return of(between.left()) + " BETWEEN " + of(between.low()) + " AND " + of(between.high());
    }

    @Override
    public String text(Condition.Text text) {
        String function =
                switch (text.test()) {
                    case CONTAINS -> "contains";
                    case STARTS_WITH -> "starts_with";
                    case ENDS_WITH -> "ends_with";
                    case MATCHES -> "regexp_full_match";
                };
        return function + "(" + lower(of(text.left()), text.letters()) + ", "
                + lower(Script.text(text.text()), text.letters()) + ")";
    }

    @Override
    public String isSet(Condition.IsSet isSet) {
        return of(isSet.left()) + " IS NOT NULL";
    }

    @Override
    public String within(Condition.Within within) {
        return inside(of(within.left()), within.window().on(asOf));
    }

    /** Null where the day is. */
    static String inside(String day, DateRange range) {
        if (range.from().isPresent() && range.to().isPresent()) {
            return day + " BETWEEN " + date(range.from().get()) + " AND "
                    + date(range.to().get());
        }
        return range.from()
                .map(from -> day + " >= " + date(from))
                .or(() -> range.to().map(to -> day + " <= " + date(to)))
                .orElse(day + " IS NOT NULL");
    }

    static String date(LocalDate date) {
        return "DATE '" + date + "'";
    }

    @Override
    public String anniversary(Condition.Anniversary anniversary) {
        String day = of(anniversary.left());
        return MonthDays.of(anniversary.window().on(asOf)).stream()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "(month(" + day + ") * 100 + day(" + day + ")) IN (", ")"));
    }

    @Override
    public String has(Condition.Has has) {
        return "(" + aggregates.apply(Operand.Aggregate.count(has.rows())) + " > 0)";
    }

    @Override
    public String constant(Operand.Constant constant) {
        return constant.value().match(new Value.Cases<>() {
            @Override
            public String text(Value.Text text) {
                return Script.text(text.text());
            }

            @Override
            public String number(Value.Number number) {
                return number.number().toPlainString();
            }

            @Override
            public String truth(Value.Truth truth) {
                return String.valueOf(truth.truth());
            }

            @Override
            public String date(Value.Date date) {
                return Predicates.date(date.date());
            }

            @Override
            public String timestamp(Value.Timestamp timestamp) {
                return "TIMESTAMPTZ '" + timestamp.instant() + "'";
            }
        });
    }

    @Override
    public String attribute(Operand.Attribute attribute) {
        String column = columns.apply(attribute.path());
        return attribute
                .part()
                .map(part -> switch (part) {
                    case WEEKDAY -> "isodow(" + column + ")";
                    case YEAR, QUARTER, MONTH, WEEK, DAY, HOUR -> Script.word(part) + "(" + column + ")";
                })
                .orElse(column);
    }

    @Override
    public String aggregate(Operand.Aggregate aggregate) {
        return aggregates.apply(aggregate);
    }

    @Override
    public String times(Operand.Times times) {
        return "(" + of(times.operand()) + " * " + times.factor().toPlainString() + ")";
    }

    @Override
    public String plus(Operand.Plus plus) {
        return "(" + of(plus.operand()) + " + " + plus.number().toPlainString() + ")";
    }

    @Override
    public String moved(Operand.Moved moved) {
        return "(" + of(moved.operand()) + " + INTERVAL (" + moved.count() + ") " + Script.word(moved.unit()) + ")";
    }
}
