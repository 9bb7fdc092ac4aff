package io.segmill.core.binding;

import io.segmill.core.condition.AggregateFunction;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Part;
import io.segmill.core.condition.RelatedRows;
import io.segmill.core.condition.Window;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.OperandDefinition;
import io.segmill.core.definition.OperatorDefinition;
import io.segmill.core.definition.RowsDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.RowPath;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Binds attributes and aggregates to columns and types. Empty, and told, when something in them is wrong. */
final class OperandChecker {
    private static final Map<String, Part> PARTS =
            Arrays.stream(Part.values()).collect(Collectors.toMap(Part::word, Function.identity()));

    private final Catalog catalog;
    private final Paths paths;
    private final Windows windows;
    private final ConditionChecker conditions;
    private final Problems problems;

    OperandChecker(Catalog catalog, Windows windows, ConditionChecker conditions, Problems problems) {
        this.catalog = catalog;
        this.paths = new Paths(catalog, problems);
        this.windows = windows;
        this.conditions = conditions;
        this.problems = problems;
    }

    /** Everything but a constant, which has no type of its own. */
    Optional<Operand> check(OperandDefinition definition, Scope scope) {
        return definition.match(new OperandDefinition.Cases<>() {
            @Override
            public Optional<Operand> constant(OperandDefinition.Constant constant) {
                return Optional.empty();
            }

            @Override
            public Optional<Operand> attribute(OperandDefinition.Attribute attribute) {
                return OperandChecker.this.attribute(attribute, scope).map(Operand.class::cast);
            }

            @Override
            public Optional<Operand> aggregate(OperandDefinition.Aggregate aggregate) {
                return OperandChecker.this.aggregate(aggregate, scope).map(Operand.class::cast);
            }

            @Override
            public Optional<Operand> adjusted(OperandDefinition.Adjusted adjusted) {
                Optional<Operand> operand = check(adjusted.operand(), scope);
                return operand.flatMap(
                        found -> new Adjustments(problems).of(adjusted, found, described(adjusted.operand())));
            }

            @Override
            public Optional<Operand> broken(OperandDefinition.Broken broken) {
                return Optional.empty();
            }
        });
    }

    /** For messages: {@code 'address.state'}, {@code the sum of 'orders.amount'}. */
    static String described(OperandDefinition definition) {
        return definition.match(new OperandDefinition.Cases<>() {
            @Override
            public String constant(OperandDefinition.Constant constant) {
                return constant.literal().shown();
            }

            @Override
            public String attribute(OperandDefinition.Attribute attribute) {
                return attribute
                        .part()
                        .map(part -> "the " + part.written() + " of "
                                + attribute.path().shown())
                        .orElse(attribute.path().shown());
            }

            @Override
            public String aggregate(OperandDefinition.Aggregate aggregate) {
                String of = aggregate.rows().path().shown();
                return switch (aggregate.function()) {
                    case COUNT -> "the count of " + of;
                    case COUNT_DISTINCT -> "the count of different " + of;
                    case SUM -> "the sum of " + of;
                    case AVERAGE -> "the average of " + of;
                    case MIN -> "the least of " + of;
                    case MAX -> "the greatest of " + of;
                    case LATEST -> "the latest " + of;
                    case EARLIEST -> "the earliest " + of;
                    case MOST_FREQUENT -> "the most frequent " + of;
                    case DAYS_SINCE -> "the days since " + of;
                };
            }

            @Override
            public String adjusted(OperandDefinition.Adjusted adjusted) {
                return described(adjusted.operand());
            }

            @Override
            public String broken(OperandDefinition.Broken broken) {
                return "this";
            }
        });
    }

    /** Looks for mistakes right of an operator whose left side has some already. */
    void checkRight(OperatorDefinition operator, Scope scope) {
        if (operator instanceof OperatorDefinition.Compare compare) {
            check(compare.right(), scope);
        } else if (operator instanceof OperatorDefinition.Between between) {
            check(between.low(), scope);
            check(between.high(), scope);
        } else if (operator instanceof OperatorDefinition.Within within) {
            windows.any(within.window());
        } else if (operator instanceof OperatorDefinition.Anniversary anniversary) {
            windows.anniversary(anniversary.window());
        }
    }

    private Optional<Operand.Attribute> attribute(OperandDefinition.Attribute attribute, Scope scope) {
        Literal path = attribute.path();
        if (scope.place() == Scope.Place.LOADED_ROW && path.value().contains(".")) {
            problems.error(
                    Code.BAD_PATH,
                    path.location(),
                    "'delete-when' looks at the loaded row alone, " + path.shown() + " leads away from it",
                    "use a column of source '" + scope.start() + "'");
            return Optional.empty();
        }
        Optional<ColumnPath> column = paths.attribute(scope.start(), path);
        if (attribute.part().isEmpty()) {
            return column.map(found -> new Operand.Attribute(found, Optional.empty()));
        }
        Optional<Part> part = part(attribute.part().get(), path, column);
        return column.flatMap(found -> part.map(taken -> new Operand.Attribute(found, Optional.of(taken))));
    }

    private Optional<Part> part(Literal literal, Literal path, Optional<ColumnPath> column) {
        Optional<Part> part = new Literals(problems).choice("part", literal, PARTS);
        if (part.isEmpty() || column.isEmpty()) {
            return part;
        }
        DataType type = column.get().column().type();
        boolean fits = part.get() == Part.HOUR ? type.kind() == DataType.Kind.TIMESTAMP : type.isTemporal();
        if (!fits) {
            problems.error(
                    Code.WRONG_TYPE,
                    literal.location(),
                    "'part: " + part.get().word() + "' is for "
                            + (part.get() == Part.HOUR ? "timestamps" : "dates and timestamps") + ", " + path.shown()
                            + " is " + Types.described(type),
                    "delete it, or take another column");
            return Optional.empty();
        }
        return part;
    }

    private Optional<Operand.Aggregate> aggregate(OperandDefinition.Aggregate aggregate, Scope scope) {
        AggregateFunction function = aggregate.function();
        RowsDefinition rows = aggregate.rows();
        if (!function.takesColumn()) {
            return rows(rows, scope)
                    .filter(related ->
                            !function.isDated() || isDated(related.path().end(), rows))
                    .map(related -> new Operand.Aggregate(function, related, Optional.empty()));
        }
        if (!isPlaceForAggregates(rows, scope)) {
            return Optional.empty();
        }
        Optional<Paths.ColumnOfRows> column =
                paths.columnOfRows(scope.start(), rows.path(), rows.head().value());
        Optional<RelatedRows> related = related(rows, column.map(Paths.ColumnOfRows::rows));
        if (column.isEmpty()) {
            return Optional.empty();
        }
        boolean dated = !function.isDated() || isDated(column.get().rows().end(), rows);
        DataType type = column.get().column().column().type();
        if (!function.takes(type)) {
            tellUnsuitable(function, rows.path(), type);
            return Optional.empty();
        }
        return related.filter(found -> dated)
                .map(found -> new Operand.Aggregate(
                        function, found, Optional.of(column.get().column())));
    }

    private void tellUnsuitable(AggregateFunction function, Literal path, DataType type) {
        String what =
                switch (function) {
                    case SUM -> "only numbers have a sum, ";
                    case AVERAGE -> "only numbers have an average, ";
                    default -> "'" + function.word() + "' needs an order, ";
                };
        String fix =
                switch (function) {
                    case SUM -> "sum another column, or count the rows: {count: …}";
                    case AVERAGE -> "take another column, or count the rows: {count: …}";
                    default -> "take another column, or count the rows: {count: …, where: …}";
                };
        problems.error(Code.WRONG_TYPE, path.location(), what + path.shown() + " is " + Types.described(type), fix);
    }

    /** Whether rows of the source have a date, which {@code latest}, {@code earliest} and {@code days-since} need. */
    private boolean isDated(String source, RowsDefinition rows) {
        if (catalog.eventTime(source).isPresent()
                || catalog.hasBrokenEventTime(source)
                || catalog.table(source).isEmpty()) {
            return true;
        }
        problems.error(
                Code.NO_EVENT_TIME,
                rows.head().location(),
                "source '" + source + "' has no event-time, '" + rows.head().value()
                        + "' finds no newest or oldest row",
                "write event-time: COLUMN in sources/" + source + ".yaml, or take max or min of a date of the rows");
        return false;
    }

    Optional<RelatedRows> rows(RowsDefinition rows, Scope scope) {
        return isPlaceForAggregates(rows, scope)
                ? related(
                        rows, paths.rows(scope.start(), rows.path(), rows.head().value()))
                : Optional.empty();
    }

    private boolean isPlaceForAggregates(RowsDefinition rows, Scope scope) {
        return switch (scope.place()) {
            case CUSTOMER -> true;
            case ROW -> {
                problems.error(
                        Code.NOT_AVAILABLE_YET,
                        rows.head().location(),
                        "an aggregate inside 'where' (" + rows.head().shown()
                                + ") is not available yet in this version of Segmill",
                        "leave it out until then");
                yield false;
            }
            case LOADED_ROW -> {
                problems.error(
                        Code.BAD_VALUE,
                        rows.head().location(),
                        "'delete-when' looks at the loaded row alone, found the aggregate "
                                + rows.head().shown(),
                        "use attribute conditions on the source's own columns");
                yield false;
            }
        };
    }

    private Optional<RelatedRows> related(RowsDefinition definition, Optional<RowPath> path) {
        Optional<Window> window = definition.within().isEmpty()
                ? Optional.of(new Window.AllTime())
                : windows.ofRows(definition.within().get());
        if (path.isEmpty()) {
            return Optional.empty();
        }
        String source = path.get().end();
        boolean dated = window.isEmpty()
                || definition.within().isEmpty()
                || isDated(source, window.get(), definition.within().get());
        Optional<Condition> where = definition
                .where()
                .flatMap(condition -> conditions.check(condition, new Scope(source, Scope.Place.ROW)));
        boolean whole = where.isPresent() == definition.where().isPresent();
        return dated && whole ? window.map(days -> new RelatedRows(path.get(), where, days)) : Optional.empty();
    }

    private boolean isDated(String source, Window window, Literal literal) {
        if (window.equals(new Window.AllTime())
                || catalog.eventTime(source).isPresent()
                || catalog.hasBrokenEventTime(source)
                || catalog.table(source).isEmpty()) {
            return true;
        }
        problems.error(
                Code.NO_EVENT_TIME,
                literal.location(),
                "source '" + source + "' has no event-time, its rows lie in no window",
                "write event-time: COLUMN in sources/" + source + ".yaml, or ask for a date of the rows under 'where'");
        return false;
    }
}
