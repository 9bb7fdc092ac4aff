package io.segmill.jobs.query;

import io.segmill.core.condition.Comparison;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Comparisons of numbers that lose no digit. Spark brings two decimals to one type of at most 38 digits and rounds what
 * does not fit, so constants are brought to the column's scale here, and columns of unlike scales are compared in two
 * parts.
 */
final class Comparisons {
    private static final BigDecimal LEAST_INT = BigDecimal.valueOf(Integer.MIN_VALUE);
    private static final BigDecimal GREATEST_INT = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal GREATEST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    private Comparisons() {}

    static Column compare(Column left, Comparison comparison, Column right) {
        return switch (comparison) {
            case IS -> left.equalTo(right);
            case LESS_THAN -> left.lt(right);
            case AT_MOST -> left.leq(right);
            case MORE_THAN -> left.gt(right);
            case AT_LEAST -> left.geq(right);
        };
    }

    /** Two numeric columns; where one is a double, both are compared as doubles. */
    static Column numbers(Column left, DataType leftType, Comparison comparison, Column right, DataType rightType) {
        if (isDouble(leftType) || isDouble(rightType)) {
            return compare(left.cast(DataTypes.DoubleType), comparison, right.cast(DataTypes.DoubleType));
        }
        int scale = Math.max(scale(leftType), scale(rightType));
        int wholeDigits = Math.max(wholeDigits(leftType), wholeDigits(rightType));
        if (scale + wholeDigits <= DataType.MOST_DIGITS) {
            return compare(left, comparison, right);
        }
        Column leftWhole = functions.floor(left);
        Column rightWhole = functions.floor(right);
        Column leftRest = left.minus(leftWhole);
        Column rightRest = right.minus(rightWhole);
        Column sameWhole = leftWhole.equalTo(rightWhole);
        return switch (comparison) {
            case IS -> sameWhole.and(leftRest.equalTo(rightRest));
            case LESS_THAN, AT_MOST ->
                leftWhole.lt(rightWhole).or(sameWhole.and(compare(leftRest, comparison, rightRest)));
            case MORE_THAN, AT_LEAST ->
                leftWhole.gt(rightWhole).or(sameWhole.and(compare(leftRest, comparison, rightRest)));
        };
    }

    /** A numeric column beside a constant. */
    static Column number(Column left, DataType type, Comparison comparison, BigDecimal constant) {
        if (isDouble(type)) {
            return compare(left, comparison, functions.lit(constant.doubleValue()));
        }
        int scale = scale(type);
        boolean exact = constant.stripTrailingZeros().scale() <= scale;
        if (comparison == Comparison.IS && !exact) {
            return functions.lit(false);
        }
        // x >= 0.125 is x >= 0.13 where x has two places; x > 0.125 is x > 0.12.
        RoundingMode towards =
                switch (comparison) {
                    case IS, MORE_THAN, AT_MOST -> RoundingMode.FLOOR;
                    case AT_LEAST, LESS_THAN -> RoundingMode.CEILING;
                };
        BigDecimal narrowed = constant.setScale(scale, towards);
        if (isBeyond(narrowed, type)) {
            boolean columnIsLess = constant.signum() > 0;
            boolean met =
                    switch (comparison) {
                        case IS -> false;
                        case LESS_THAN, AT_MOST -> columnIsLess;
                        case MORE_THAN, AT_LEAST -> !columnIsLess;
                    };
            return met ? left.isNotNull() : functions.lit(false);
        }
        return compare(left, comparison, literal(narrowed, type));
    }

    /** A numeric column beside a list of constants. */
    static Column oneOf(Column left, DataType type, List<BigDecimal> constants) {
        List<Object> values = new ArrayList<>();
        for (BigDecimal constant : constants) {
            if (isDouble(type)) {
                values.add(constant.doubleValue());
            } else if (constant.stripTrailingZeros().scale() <= scale(type)) {
                BigDecimal narrowed = constant.setScale(scale(type), RoundingMode.UNNECESSARY);
                if (!isBeyond(narrowed, type)) {
                    values.add(literal(narrowed, type));
                }
            }
        }
        if (values.isEmpty()) {
            return functions.lit(false);
        }
        // A long list is looked up by bits, where zero has two signs.
        Column looked = isDouble(type) ? left.plus(functions.lit(0.0)) : left;
        return looked.isin(values.toArray());
    }

    /** Of the column's own type: Spark's optimizer takes a wider one apart and meets missing values in doing so. */
    private static Column literal(BigDecimal number, DataType type) {
        return switch (type.kind()) {
            case INT -> functions.lit(number.intValueExact());
            case BIGINT -> functions.lit(number.longValueExact());
            case DECIMAL -> functions.lit(number).cast(DataTypes.createDecimalType(type.precision(), type.scale()));
            case DOUBLE, BOOLEAN, STRING, DATE, TIMESTAMP -> throw new IllegalArgumentException(type.toString());
        };
    }

    /** Whether no value of the type is as great, or as far below zero. */
    private static boolean isBeyond(BigDecimal number, DataType type) {
        return switch (type.kind()) {
            case INT -> number.compareTo(LEAST_INT) < 0 || number.compareTo(GREATEST_INT) > 0;
            case BIGINT -> number.compareTo(LEAST_LONG) < 0 || number.compareTo(GREATEST_LONG) > 0;
            case DECIMAL -> number.precision() - number.scale() > wholeDigits(type);
            case DOUBLE, BOOLEAN, STRING, DATE, TIMESTAMP -> throw new IllegalArgumentException(type.toString());
        };
    }

    private static boolean isDouble(DataType type) {
        return type.kind() == DataType.Kind.DOUBLE;
    }

    private static int scale(DataType type) {
        return type.scale();
    }

    private static int wholeDigits(DataType type) {
        return switch (type.kind()) {
            case INT -> 10;
            case BIGINT -> 19;
            case DECIMAL -> type.precision() - type.scale();
            case DOUBLE, BOOLEAN, STRING, DATE, TIMESTAMP -> throw new IllegalArgumentException(type.toString());
        };
    }
}
