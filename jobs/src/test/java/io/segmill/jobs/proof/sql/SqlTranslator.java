package io.segmill.jobs.proof.sql;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.Comparison;
import io.segmill.core.condition.TextTest;
import io.segmill.core.definition.ConditionDefinition;
import io.segmill.core.definition.LimitDefinition;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.OperandDefinition;
import io.segmill.core.definition.OperatorDefinition;
import io.segmill.core.definition.Polarity;
import io.segmill.core.definition.RowsDefinition;
import io.segmill.core.definition.SegmentDefinition;
import io.segmill.jobs.proof.sql.SqlSchema.Kind;
import io.segmill.jobs.proof.sql.SqlSchema.Row;
import io.segmill.jobs.proof.sql.SqlSchema.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Segments as SQL for DuckDB, written from their definitions as read. It shares nothing with the checker, the row
 * evaluator and the compiler, so that a mistake in one of them is not made again here.
 */
public final class SqlTranslator {
    /** Syntax of Java's regular expressions that DuckDB's do not have. */
    private static final Pattern JAVA_ONLY = Pattern.compile("\\(\\?[=!<>]|[*+?}]\\+|\\\\[1-9]|&&");

    private final SqlSchema schema;
    private final SqlDates dates;
    private final Predicate<String> isOdd;

    /** @param isOdd whether DuckDB lower-cases a constant, or some text of a {@code table.column}, otherwise than Java */
    public SqlTranslator(SqlSchema schema, SqlDates dates, Predicate<String> isOdd) {
        this.schema = schema;
        this.dates = dates;
        this.isOdd = isOdd;
    }

    /** SQL cannot say it; the message is the reason. */
    public static final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1;

        Declined(String reason) {
            super(reason);
        }
    }

    /**
     * The keys of the members, in no order.
     *
     * @throws Declined when SQL cannot say it
     */
    public String members(SegmentDefinition segment) {
        Row customer = schema.row(schema.customers());
        String key = customer.alias() + "." + schema.key();
        String sql = "SELECT " + key + " AS k FROM " + customer.table() + " " + customer.alias() + " WHERE "
                + condition(segment.where().orElseThrow(), customer);
        for (LimitDefinition limit : segment.limits()) {
            sql = limited(sql, limit);
        }
        return sql;
    }

    private String limited(String members, LimitDefinition limit) {
        Row customer = schema.row(schema.customers());
        Value by = value(limit.by(), customer);
        String per = limit.per()
                .map(path -> schema.attribute(customer, path.value()).sql())
                .orElse("0");
        String rank = limit.rank().value();
        String kept = rank.endsWith("percent")
                ? "(n - 1) * 100 < cast(" + limit.quota().value() + " AS DECIMAL(10, 4)) * every"
                : "n <= " + limit.quota().value();
        return "SELECT k FROM (SELECT k, row_number() OVER (PARTITION BY p ORDER BY b "
                + (rank.startsWith("top") ? "DESC" : "ASC")
                + " NULLS LAST, k) AS n, count(*) OVER (PARTITION BY p) AS every"
                + " FROM (SELECT " + customer.alias() + "." + schema.key() + " AS k, " + by.sql() + " AS b, " + per
                + " AS p FROM " + customer.table() + " " + customer.alias() + " WHERE " + customer.alias() + "."
                + schema.key() + " IN (" + members + "))) WHERE " + kept;
    }

    /** True or false, never null. */
    private String condition(ConditionDefinition definition, Row row) {
        return definition.match(new ConditionDefinition.Cases<>() {
            @Override
            public String everyone(ConditionDefinition.Everyone everyone) {
                return "TRUE";
            }

            @Override
            public String group(ConditionDefinition.Group group) {
                return switch (group.logic()) {
                    case ALL -> joined(group.parts(), " AND ");
                    case ANY -> joined(group.parts(), " OR ");
                    case NONE -> "(NOT " + joined(group.parts(), " OR ") + ")";
                };
            }

            private String joined(List<ConditionDefinition> parts, String word) {
                return parts.stream().map(part -> condition(part, row)).collect(Collectors.joining(word, "(", ")"));
            }

            @Override
            public String not(ConditionDefinition.Not not) {
                return "(NOT " + condition(not.inner(), row) + ")";
            }

            @Override
            public String atLeast(ConditionDefinition.AtLeast atLeast) {
                return atLeast.parts().stream()
                        .map(part -> "CAST(" + condition(part, row) + " AS INTEGER)")
                        .collect(Collectors.joining(
                                " + ", "((", ") >= " + atLeast.count().value() + ")"));
            }

            @Override
            public String memberOf(ConditionDefinition.MemberOf memberOf) {
                return "EXISTS (SELECT 1 FROM segment_members m WHERE m.segment = "
                        + text(memberOf.segment().value()) + " AND m.customer = " + row.alias() + "." + schema.key()
                        + ")";
            }

            @Override
            public String has(ConditionDefinition.Has has) {
                String exists = "EXISTS (SELECT 1" + from(has.rows(), row).sql() + ")";
                return turned(exists, has.polarity());
            }

            @Override
            public String test(ConditionDefinition.Test test) {
                Value left = value(test.left(), row);
                boolean letters = test.ignoreCase()
                        .filter(option -> option.value().value().equals("true"))
                        .isPresent();
                return operator(test.operator(), left, letters, row);
            }

            @Override
            public String broken(ConditionDefinition.Broken broken) {
                throw new IllegalStateException("a broken condition");
            }
        });
    }

    private static String turned(String met, Polarity polarity) {
        return polarity == Polarity.PLAIN ? met : "(NOT " + met + ")";
    }

    /** Met only where it is true: not where a value is missing. */
    private static String met(String comparison) {
        return "coalesce(" + comparison + ", FALSE)";
    }

    private String operator(OperatorDefinition operator, Value left, boolean letters, Row row) {
        return operator.match(new OperatorDefinition.Cases<>() {
            @Override
            public String compare(OperatorDefinition.Compare compare) {
                Value right = right(compare.right(), left, row);
                return turned(
                        met(compared(lower(left, letters), sign(compare.comparison()), lower(right, letters))),
                        compare.polarity());
            }

            @Override
            public String oneOf(OperatorDefinition.OneOf oneOf) {
                String any = oneOf.values().stream()
                        .map(value -> met(compared(lower(left, letters), "=", lower(constant(value, left), letters))))
                        .collect(Collectors.joining(" OR ", "(", ")"));
                return turned(any, oneOf.polarity());
            }

            @Override
            public String between(OperatorDefinition.Between between) {
                return met("(" + compared(left, ">=", right(between.low(), left, row)) + " AND "
                        + compared(left, "<=", right(between.high(), left, row)) + ")");
            }

            @Override
            public String text(OperatorDefinition.Text text) {
                Value tested = lower(left, letters);
                if (text.test() == TextTest.MATCHES
                        && JAVA_ONLY.matcher(text.text().value()).find()) {
                    throw new Declined("a regular expression of Java's own");
                }
                String other = lower(constant(text.text(), left), letters).sql();
                String function =
                        switch (text.test()) {
                            case CONTAINS -> "contains";
                            case STARTS_WITH -> "starts_with";
                            case ENDS_WITH -> "ends_with";
                            case MATCHES -> "regexp_full_match";
                        };
                return met(function + "(" + tested.sql() + ", " + other + ")");
            }

            @Override
            public String isSet(OperatorDefinition.IsSet isSet) {
                return turned("(" + left.sql() + " IS NOT NULL)", isSet.polarity());
            }

            @Override
            public String within(OperatorDefinition.Within within) {
                return met("(" + dates.inside(dates.day(left), within.window().value()) + ")");
            }

            @Override
            public String anniversary(OperatorDefinition.Anniversary anniversary) {
                return met("("
                        + dates.anniversary(
                                dates.day(left), anniversary.window().value()) + ")");
            }

            @Override
            public String broken(OperatorDefinition.Broken broken) {
                throw new IllegalStateException("a broken operator");
            }
        });
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

    private Value lower(Value value, boolean letters) {
        if (!letters) {
            return value;
        }
        if (isOdd.test(value.column())) {
            throw new Declined("letters that DuckDB lower-cases otherwise");
        }
        return value.as("lower(" + value.sql() + ")");
    }

    private String compared(Value left, String sign, Value right) {
        Function<Value, String> side = Value::sql;
        if (left.kind() == Kind.DOUBLE || right.kind() == Kind.DOUBLE) {
            side = SqlTranslator::asDouble;
        } else if (left.kind() == Kind.EXACT) {
            String type = decimal(Math.max(left.scale(), right.scale()));
            side = value -> "CAST(" + value.sql() + " AS " + type + ")";
        } else if (left.kind() != right.kind()) {
            side = dates::day;
        }
        return "(" + side.apply(left) + " " + sign + " " + side.apply(right) + ")";
    }

    /** By way of its digits: the nearest double, however large the number is. */
    private static String asDouble(Value value) {
        return value.kind() == Kind.DOUBLE ? value.sql() : "CAST(CAST(" + value.sql() + " AS VARCHAR) AS DOUBLE)";
    }

    private static String decimal(int scale) {
        return "DECIMAL(38, " + scale + ")";
    }

    private static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private Value right(OperandDefinition definition, Value left, Row row) {
        return definition instanceof OperandDefinition.Constant constant
                ? constant(constant.literal(), left)
                : value(definition, row);
    }

    private Value constant(Literal literal, Value beside) {
        return switch (beside.kind()) {
            case TRUTH -> new Value(literal.value(), Kind.TRUTH);
            case EXACT, DOUBLE -> number(literal.value());
            case TEXT -> new Value(text(literal.value()), Kind.TEXT, 0, literal.value());
            case DATE, TIMESTAMP -> dates.constant(literal.value());
        };
    }

    private static Value number(String written) {
        BigDecimal number = new BigDecimal(written);
        int scale = Math.max(0, number.stripTrailingZeros().scale());
        String plain = number.setScale(scale).toPlainString();
        return new Value("CAST('" + plain + "' AS " + decimal(scale) + ")", Kind.EXACT, scale, "");
    }

    private Value value(OperandDefinition definition, Row row) {
        return definition.match(new OperandDefinition.Cases<>() {
            @Override
            public Value constant(OperandDefinition.Constant constant) {
                throw new IllegalStateException("a constant by itself");
            }

            @Override
            public Value attribute(OperandDefinition.Attribute attribute) {
                Value whole = schema.attribute(row, attribute.path().value());
                return attribute
                        .part()
                        .map(part -> dates.part(whole, part.value()))
                        .orElse(whole);
            }

            @Override
            public Value aggregate(OperandDefinition.Aggregate aggregate) {
                return SqlTranslator.this.aggregate(aggregate.function(), aggregate.rows(), row);
            }

            @Override
            public Value adjusted(OperandDefinition.Adjusted adjusted) {
                Value changed = value(adjusted.operand(), row);
                if (adjusted.times().isPresent()) {
                    changed = times(changed, number(adjusted.times().get().value()));
                }
                if (adjusted.plus().isPresent()) {
                    String amount = adjusted.plus().get().value();
                    changed = changed.kind() == Kind.DATE || changed.kind() == Kind.TIMESTAMP
                            ? dates.moved(changed, amount)
                            : plus(changed, number(amount));
                }
                return changed;
            }

            @Override
            public Value broken(OperandDefinition.Broken broken) {
                throw new IllegalStateException("a broken operand");
            }
        });
    }

    private static Value times(Value value, Value factor) {
        if (value.kind() == Kind.DOUBLE) {
            return new Value("(" + value.sql() + " * " + asDouble(factor) + ")", Kind.DOUBLE);
        }
        String product = "(CAST(" + value.sql() + " AS " + decimal(value.scale()) + ") * CAST(" + factor.sql()
                + " AS DECIMAL(18, " + factor.scale() + ")))";
        return new Value(product, Kind.EXACT, value.scale() + factor.scale(), "");
    }

    private static Value plus(Value value, Value number) {
        if (value.kind() == Kind.DOUBLE) {
            return new Value("(" + value.sql() + " + " + asDouble(number) + ")", Kind.DOUBLE);
        }
        int scale = Math.max(value.scale(), number.scale());
        String type = decimal(scale);
        return new Value(
                "(CAST(" + value.sql() + " AS " + type + ") + CAST(" + number.sql() + " AS " + type + "))",
                Kind.EXACT,
                scale,
                "");
    }

    /** Rows that count, from FROM on, and how they are told apart. */
    private record Counted(String sql, Row row) {}

    private Counted from(RowsDefinition definition, Row outside) {
        SqlSchema.Related related = schema.related(outside, definition.path().value());
        StringBuilder where = new StringBuilder(related.tie());
        for (Row row : related.rows()) {
            schema.eventTime(row).ifPresent(time -> where.append(" AND coalesce(")
                    .append(dates.day(time))
                    .append(" <= ")
                    .append(dates.asOf())
                    .append(", TRUE)"));
        }
        String window = definition.within().map(Literal::value).orElse("all time");
        if (!window.equals("all time")) {
            Value time = schema.eventTime(related.last()).orElseThrow();
            where.append(" AND ").append(dates.inside(dates.day(time), window));
        }
        definition.where().ifPresent(rows -> where.append(" AND ").append(condition(rows, related.last())));
        return new Counted(" FROM " + related.from() + " WHERE " + where, related.last());
    }

    private Value aggregate(AggregateFunction function, RowsDefinition rows, Row outside) {
        Counted counted = from(rows, outside);
        if (function == AggregateFunction.COUNT) {
            return new Value("(SELECT count(*)" + counted.sql() + ")", Kind.EXACT);
        }
        if (function == AggregateFunction.DAYS_SINCE) {
            String newest = "max(" + dates.day(schema.eventTime(counted.row()).orElseThrow()) + ")";
            return new Value("(SELECT " + dates.asOf() + " - " + newest + counted.sql() + ")", Kind.EXACT);
        }
        Value value = schema.attribute(
                counted.row(), schema.afterRows(outside.table(), rows.path().value()));
        return switch (function) {
            case COUNT_DISTINCT ->
                new Value("(SELECT count(DISTINCT " + value.sql() + ")" + counted.sql() + ")", Kind.EXACT);
            case SUM -> {
                Value summed = summed(value);
                yield summed.as("(SELECT coalesce(" + summed.sql() + ", 0)" + counted.sql() + ")");
            }
            case AVERAGE -> average(value, counted);
            case MIN, MAX -> value.as("(SELECT " + function.word() + "(" + value.sql() + ")" + counted.sql() + ")");
            case LATEST -> dated(value, "DESC NULLS LAST", counted);
            case EARLIEST -> dated(value, "ASC NULLS LAST", counted);
            case MOST_FREQUENT ->
                value.as("(SELECT first(v ORDER BY n DESC, v ASC) FROM (SELECT " + value.sql() + " AS v, count(*) AS n"
                        + counted.sql() + " GROUP BY 1) WHERE v IS NOT NULL)");
            case COUNT, DAYS_SINCE -> throw new IllegalStateException("takes no column: " + function);
        };
    }

    /** Doubles by their shortest digits, rounded half up to 9 places. */
    private static Value summed(Value value) {
        int scale = value.kind() == Kind.DOUBLE ? 9 : value.scale();
        String exact = value.kind() == Kind.DOUBLE ? "CAST(" + value.sql() + " AS VARCHAR)" : value.sql();
        String sum = "CAST(sum(CAST(" + exact + " AS " + decimal(scale) + ")) AS " + decimal(scale) + ")";
        return new Value(sum, Kind.EXACT, scale, "");
    }

    private static Value average(Value value, Counted counted) {
        Value summed = summed(value);
        String units = "CAST(replace(CAST(" + summed.sql() + " AS VARCHAR), '.', '') AS DOUBLE)";
        String count = "CAST(count(" + value.sql() + ") * "
                + BigDecimal.TEN.pow(summed.scale()).toPlainString() + " AS DOUBLE)";
        return new Value(
                "(SELECT CASE WHEN count(" + value.sql() + ") > 0 THEN " + units + " / " + count + " END"
                        + counted.sql() + ")",
                Kind.DOUBLE);
    }

    private Value dated(Value value, String order, Counted counted) {
        String time = schema.eventTime(counted.row()).orElseThrow().sql();
        return value.as("(SELECT first(" + value.sql() + " ORDER BY " + time + " " + order + ", " + value.sql() + " "
                + order + ")" + counted.sql() + " AND " + time + " IS NOT NULL)");
    }
}
