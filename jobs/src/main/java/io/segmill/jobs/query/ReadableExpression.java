package io.segmill.jobs.query;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BinaryArithmetic;
import org.apache.spark.sql.catalyst.expressions.BinaryOperator;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.InSet;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.types.DataTypes;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An expression of Spark's as people read it. Types were checked long before, so casts are left out; so is the false
 * that stands in for the answer to a comparison of missing values.
 */
final class ReadableExpression {
    private ReadableExpression() {}

    static String of(Expression expression) {
        if (expression instanceof Literal literal) {
            return literal.dataType().equals(DataTypes.StringType) ? literal.sql() : literal.toString();
        }
        if (expression instanceof AttributeReference column) {
            return column.name();
        }
        if (expression instanceof Alias alias) {
            return of(alias.child()) + " as " + alias.name();
        }
        if (expression instanceof Cast cast) {
            return of(cast.child());
        }
        if (expression instanceof Coalesce coalesce && asCondition(coalesce)) {
            return of(coalesce.children().apply(0));
        }
        if (expression instanceof BinaryOperator operator) {
            return left(operator) + " " + symbol(operator) + " " + right(operator);
        }
        if (expression instanceof Not not) {
            return "not " + inside(3, not.child());
        }
        if (expression instanceof IsNull isNull) {
            return inside(5, isNull.child()) + " is missing";
        }
        if (expression instanceof IsNotNull isNotNull) {
            return inside(5, isNotNull.child()) + " is set";
        }
        if (expression instanceof In in) {
            return inside(5, in.value()) + " in (" + list(CollectionConverters.asJava(in.list())) + ")";
        }
        if (expression instanceof InSet in) {
            String values = CollectionConverters.asJava(in.hset()).stream()
                    .map(value -> of(new Literal(value, in.child().dataType())))
                    .sorted()
                    .collect(Collectors.joining(", "));
            return inside(5, in.child()) + " in (" + values + ")";
        }
        if (expression instanceof SortOrder order) {
            return of(order.child()) + " " + order.direction().sql().toLowerCase(Locale.ROOT) + " "
                    + order.nullOrdering().sql().toLowerCase(Locale.ROOT).replace("nulls", "missing");
        }
        if (expression instanceof AggregateExpression aggregate) {
            String function = of(aggregate.aggregateFunction());
            return aggregate.isDistinct() ? function.replaceFirst("\\(", "(distinct ") : function;
        }
        if (expression instanceof WindowExpression window) {
            return of(window.windowFunction())
                    + within(
                            "of each",
                            CollectionConverters.asJava(window.windowSpec().partitionSpec()))
                    + within(
                            "by",
                            CollectionConverters.asJava(window.windowSpec().orderSpec()));
        }
        return expression.prettyName() + "(" + list(CollectionConverters.asJava(expression.children())) + ")";
    }

    private static String within(String word, List<? extends Expression> by) {
        return by.isEmpty() ? "" : " " + word + " " + list(by);
    }

    private static String list(List<? extends Expression> expressions) {
        return expressions.stream().map(ReadableExpression::of).collect(Collectors.joining(", "));
    }

    private static boolean asCondition(Coalesce coalesce) {
        List<Expression> children = CollectionConverters.asJava(coalesce.children());
        return children.size() == 1
                || children.size() == 2 && Literal.FalseLiteral().equals(children.get(1));
    }

    private static String symbol(BinaryOperator operator) {
        return operator instanceof And ? "and" : operator instanceof Or ? "or" : operator.symbol();
    }

    private static String left(BinaryOperator operator) {
        return inside(level(operator), operator.left());
    }

    /** A chain of {@code and} or of {@code or} needs no parentheses. */
    private static String right(BinaryOperator operator) {
        boolean isChain = operator instanceof And || operator instanceof Or;
        return inside(isChain ? level(operator) : level(operator) + 1, operator.right());
    }

    private static String inside(int level, Expression expression) {
        String text = of(expression);
        return level(expression) < level ? "(" + text + ")" : text;
    }

    /** How strongly an expression holds together, from {@code or} to single values. */
    private static int level(Expression expression) {
        if (expression instanceof Cast cast) {
            return level(cast.child());
        }
        if (expression instanceof Coalesce coalesce && asCondition(coalesce)) {
            return level(coalesce.children().apply(0));
        }
        if (expression instanceof Or) {
            return 1;
        }
        if (expression instanceof And) {
            return 2;
        }
        if (expression instanceof Not) {
            return 3;
        }
        if (expression instanceof BinaryArithmetic arithmetic) {
            return arithmetic.symbol().matches("[-+]") ? 5 : 6;
        }
        boolean isTest = expression instanceof BinaryOperator
                || expression instanceof IsNull
                || expression instanceof IsNotNull
                || expression instanceof In
                || expression instanceof InSet;
        return isTest ? 4 : 7;
    }
}
