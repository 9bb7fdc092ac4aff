package io.segmill.jobs.profile;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.segmill.jobs.profile.ColumnProfile.Counts;
import io.segmill.jobs.profile.ColumnProfile.Quantile;
import io.segmill.jobs.profile.ColumnProfile.TopValue;
import io.segmill.jobs.profile.ColumnProfile.Values;
import io.segmill.jobs.table.HeldRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The table {@code profiling/columns}: one row a run, source and column. */
public final class ProfileTable {
    public static final StructType SCHEMA = new StructType()
            .add("run_id", DataTypes.StringType)
            .add("source", DataTypes.StringType)
            .add("position", DataTypes.IntegerType)
            .add("column", DataTypes.StringType)
            .add("type", DataTypes.StringType)
            .add("rows", DataTypes.LongType)
            .add("missing", DataTypes.LongType)
            .add("distinct", DataTypes.LongType)
            .add("distinct_is_approximate", DataTypes.BooleanType)
            .add("min", DataTypes.StringType)
            .add("max", DataTypes.StringType)
            .add("mean", DataTypes.DoubleType)
            .add("stddev", DataTypes.DoubleType)
            .add("quantiles", list("share", DataTypes.DoubleType, "value", DataTypes.StringType))
            .add("quantiles_are_approximate", DataTypes.BooleanType)
            .add("top_values", list("value", DataTypes.StringType, "count", DataTypes.LongType))
            .add("top_values_are_approximate", DataTypes.BooleanType)
            .add(
                    "alerts",
                    DataTypes.createArrayType(new StructType()
                            .add("code", DataTypes.StringType)
                            .add("threshold", DataTypes.StringType)
                            .add("sentence", DataTypes.StringType)));

    private ProfileTable() {}

    /** The rows that a run adds. */
    public static HeldRows rows(String runId, List<SourceProfile> profiles) {
        List<Row> rows = profiles.stream()
                .flatMap(profile -> profile.columns().stream())
                .map(column -> row(runId, column))
                .toList();
        return new HeldRows(rows, SCHEMA);
    }

    /**
     * A source's columns as its newest run left them, in the source's order.
     *
     * @param table rows of the table; run ids are in the order of the runs
     * @return empty when the source was never profiled
     */
    public static List<ColumnProfile> newest(Dataset<Row> table, String source) {
        Dataset<Row> ofSource = table.filter(col("source").equalTo(lit(source)));
        String run = ofSource.agg(max("run_id")).first().getString(0);
        if (run == null) {
            return List.of();
        }
        List<ColumnProfile> columns = new ArrayList<>();
        for (Row row : ofSource.filter(col("run_id").equalTo(lit(run)))
                .orderBy("position")
                .collectAsList()) {
            columns.add(profile(row));
        }
        return columns;
    }

    private static ArrayType list(String first, DataType firstType, String second, DataType secondType) {
        return DataTypes.createArrayType(new StructType().add(first, firstType).add(second, secondType));
    }

    private static Row row(String runId, ColumnProfile profile) {
        Counts counts = profile.counts();
        Values values = profile.values();
        return RowFactory.create(
                runId,
                profile.source(),
                profile.position(),
                profile.column(),
                profile.type(),
                counts.rows(),
                counts.missing(),
                counts.distinct(),
                counts.distinctPrecision() == Precision.APPROXIMATE,
                values.min().orElse(null),
                values.max().orElse(null),
                boxed(values.mean()),
                boxed(values.stddev()),
                values.quantiles().stream()
                        .map(quantile -> RowFactory.create(quantile.share(), quantile.value()))
                        .toList(),
                values.quantilePrecision() == Precision.APPROXIMATE,
                values.top().stream()
                        .map(top -> RowFactory.create(top.value(), top.count()))
                        .toList(),
                values.topPrecision() == Precision.APPROXIMATE,
                profile.alerts().stream()
                        .map(alert -> RowFactory.create(alert.code().text(), alert.threshold(), alert.sentence()))
                        .toList());
    }

    private static ColumnProfile profile(Row row) {
        return new ColumnProfile(
                row.getAs("source"),
                row.<Integer>getAs("position"),
                row.getAs("column"),
                row.getAs("type"),
                new Counts(
                        row.<Long>getAs("rows"),
                        row.<Long>getAs("missing"),
                        row.<Long>getAs("distinct"),
                        precision(row, "distinct_is_approximate")),
                new Values(
                        Optional.ofNullable(row.getAs("min")),
                        Optional.ofNullable(row.getAs("max")),
                        optional(row.getAs("mean")),
                        optional(row.getAs("stddev")),
                        structs(row, "quantiles").stream()
                                .map(quantile -> new Quantile(quantile.getDouble(0), quantile.getString(1)))
                                .toList(),
                        precision(row, "quantiles_are_approximate"),
                        structs(row, "top_values").stream()
                                .map(top -> new TopValue(top.getString(0), top.getLong(1)))
                                .toList(),
                        precision(row, "top_values_are_approximate")),
                structs(row, "alerts").stream()
                        .map(alert ->
                                new Alert(Alert.Code.of(alert.getString(0)), alert.getString(1), alert.getString(2)))
                        .toList());
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static Precision precision(Row row, String column) {
        return row.<Boolean>getAs(column) ? Precision.APPROXIMATE : Precision.EXACT;
    }

    private static List<Row> structs(Row row, String column) {
        return row.getList(row.fieldIndex(column));
    }
}
