package io.segmill.jobs.table;

import io.segmill.core.schema.Column;
import io.segmill.core.schema.DataType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The language's types as Spark's. */
public final class SparkTypes {
    private SparkTypes() {}

    public static org.apache.spark.sql.types.DataType of(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> DataTypes.BooleanType;
            case INT -> DataTypes.IntegerType;
            case BIGINT -> DataTypes.LongType;
            case DOUBLE -> DataTypes.DoubleType;
            case DECIMAL -> DataTypes.createDecimalType(type.precision(), type.scale());
            case STRING -> DataTypes.StringType;
            case DATE -> DataTypes.DateType;
            case TIMESTAMP -> DataTypes.TimestampType;
        };
    }

    /** The schema of a source's table: its declared columns in their order, all of which may be missing. */
    public static StructType schema(List<Column> columns) {
        return new StructType(columns.stream()
                .map(column -> DataTypes.createStructField(column.name(), of(column.type()), true))
                .toArray(StructField[]::new));
    }

    /**
     * A value in Spark's own form, in which it is inside of a query, as a row that leaves the query holds it.
     *
     * @param value of a type that the language has; null where it is missing
     */
    public static Object external(Object value, org.apache.spark.sql.types.DataType type) {
        if (value instanceof UTF8String text) {
            return text.toString();
        }
        if (value instanceof Decimal decimal) {
            return decimal.toJavaBigDecimal();
        }
        if (value instanceof Integer days && type.equals(DataTypes.DateType)) {
            return LocalDate.ofEpochDay(days);
        }
        if (value instanceof Long micros && type.equals(DataTypes.TimestampType)) {
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        }
        return value;
    }
}
