package io.segmill.jobs.query;

import io.segmill.core.condition.CalendarUnit;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Part;
import io.segmill.core.condition.Value;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.table.SparkTypes;
import java.math.BigDecimal;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** An operand as a column of a frame, missing where it has no value. Constants become literals. */
final class RowOperands implements Operand.Cases<Column> {
    private final Function<Operand.Aggregate, Column> aggregates;

    /** @param aggregates the frame's column for an aggregate */
    RowOperands(Function<Operand.Aggregate, Column> aggregates) {
        this.aggregates = aggregates;
    }

    Column of(Operand operand) {
        return operand.match(this);
    }

    /** The calendar day of a date or timestamp; the session's time zone is the project's. */
    static Column day(Column value, DataType type) {
        return type.kind() == DataType.Kind.TIMESTAMP ? value.cast(DataTypes.DateType) : value;
    }

    @Override
    public Column constant(Operand.Constant constant) {
        return constant.value().match(new Value.Cases<>() {
            @Override
            public Column text(Value.Text text) {
                return functions.lit(text.text());
            }

            @Override
            public Column number(Value.Number number) {
                return functions.lit(number.number());
            }

            @Override
            public Column truth(Value.Truth truth) {
                return functions.lit(truth.truth());
            }

            @Override
            public Column date(Value.Date date) {
                return functions.lit(date.date());
            }

            @Override
            public Column timestamp(Value.Timestamp timestamp) {
                return functions.lit(timestamp.instant());
            }
        });
    }

    @Override
    public Column attribute(Operand.Attribute attribute) {
        Column column = RowFrame.column(attribute.path());
        return attribute.part().map(part -> part(column, part)).orElse(column);
    }

    private static Column part(Column value, Part part) {
        return switch (part) {
            case YEAR -> functions.year(value);
            case QUARTER -> functions.quarter(value);
            case MONTH -> functions.month(value);
            case WEEK -> functions.weekofyear(value);
            // Spark counts weekdays from 0.
            case WEEKDAY -> functions.weekday(value).plus(functions.lit(1));
            case DAY -> functions.dayofmonth(value);
            case HOUR -> functions.hour(value);
        };
    }

    @Override
    public Column aggregate(Operand.Aggregate aggregate) {
        return aggregates.apply(aggregate);
    }

    @Override
    public Column times(Operand.Times times) {
        Column operand = of(times.operand());
        if (times.type().kind() == DataType.Kind.DOUBLE) {
            return operand.multiply(functions.lit(times.factor().doubleValue()));
        }
        // Spark rounds a product of more than 38 digits; so the operand leaves room for the factor's.
        int room = DataType.MOST_DIGITS - 1 - digits(times.factor());
        return exact(operand, times.operand().type(), room)
                .multiply(literal(times.factor()))
                .cast(SparkTypes.of(times.type()));
    }

    @Override
    public Column plus(Operand.Plus plus) {
        Column operand = of(plus.operand());
        if (plus.type().kind() == DataType.Kind.DOUBLE) {
            return operand.plus(functions.lit(plus.number().doubleValue()));
        }
        DataType type = plus.operand().type();
        int room = DataType.MOST_DIGITS - 1 - plus.type().scale() + type.scale();
        return exact(operand, type, room).plus(literal(plus.number())).cast(SparkTypes.of(plus.type()));
    }

    private static Column exact(Column number, DataType type, int room) {
        return number.cast(DataTypes.createDecimalType(Math.min(type.digits(), room), type.scale()));
    }

    private static Column literal(BigDecimal number) {
        BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
        return functions.lit(plain).cast(DataTypes.createDecimalType(digits(plain), plain.scale()));
    }

    private static int digits(BigDecimal number) {
        return Math.max(number.precision(), number.scale());
    }

    @Override
    public Column moved(Operand.Moved moved) {
        Column operand = of(moved.operand());
        int months =
                switch (moved.unit()) {
                    case MONTHS -> moved.count();
                    case YEARS -> Math.multiplyExact(12, moved.count());
                    case DAYS, WEEKS -> 0;
                };
        int days =
                switch (moved.unit()) {
                    case DAYS -> moved.count();
                    case WEEKS -> Math.multiplyExact(7, moved.count());
                    case MONTHS, YEARS -> 0;
                };
        if (moved.type().kind() == DataType.Kind.DATE) {
            boolean byMonths = moved.unit() == CalendarUnit.MONTHS || moved.unit() == CalendarUnit.YEARS;
            return byMonths
                    ? functions.add_months(operand, functions.lit(months))
                    : functions.date_add(operand, functions.lit(days));
        }
        Column none = functions.lit(0);
        return operand.plus(
                functions.make_interval(none, functions.lit(months), none, functions.lit(days), none, none, none));
    }
}
