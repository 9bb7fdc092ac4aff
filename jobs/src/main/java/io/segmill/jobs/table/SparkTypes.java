package io.segmill.jobs.table;

import io.segmill.core.schema.Column;
import io.segmill.core.schema.DataType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

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
     * Reads one column of rows in Spark's own form, in which they are inside of a query, as rows that leave the query hold
     * it.
     *
     * @param type one that the language has
     * @return for rows in which the value is there
     */
    public static Function<InternalRow, Object> external(org.apache.spark.sql.types.DataType type, int ordinal) {
        if (type instanceof DecimalType decimal) {
            int precision = decimal.precision();
            int scale = decimal.scale();
            return row -> row.getDecimal(ordinal, precision, scale).toJavaBigDecimal();
        }
        if (type.equals(DataTypes.StringType)) {
            return row -> row.getUTF8String(ordinal).toString();
        }
        if (type.equals(DataTypes.DateType)) {
            return row -> LocalDate.ofEpochDay(row.getInt(ordinal));
        }
        if (type.equals(DataTypes.TimestampType)) {
            return row -> Instant.EPOCH.plus(row.getLong(ordinal), ChronoUnit.MICROS);
        }
        return row -> row.get(ordinal, type);
    }
}
