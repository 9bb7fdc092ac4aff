package io.segmill.jobs.reading;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.reading.row.ColumnReading;
import io.segmill.jobs.table.SparkTypes;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads Parquet files and Delta tables, whose values have types already: those are taken over only where no value can be
 * lost. A row is bad where a needed value is missing, a double is infinite or a year is outside 0001 to 9999; NaN is
 * missing.
 */
final class ColumnarRows {
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    /** Digits of the greatest value of each whole type. */
    private static final Map<org.apache.spark.sql.types.DataType, Integer> WHOLE_DIGITS = Map.of(
            DataTypes.ByteType, 3,
            DataTypes.ShortType, 5,
            DataTypes.IntegerType, 10,
            DataTypes.LongType, 19);

    private final Source source;
    private final ZoneId zone;
    private final List<ColumnReading> readings;

    private ColumnarRows(Source source, ZoneId zone) {
        this.source = source;
        this.zone = zone;
        this.readings = ColumnReading.all(source, zone);
    }

    /** One job reads all footers; files of the same types are then read together. */
    static ParsedRows ofParquet(SparkSession spark, Source source, ZoneId zone, List<FoundFile> files) {
        ColumnarRows columnar = new ColumnarRows(source, zone);
        Map<List<ParquetFooter.Typed>, List<FoundFile>> alike = new LinkedHashMap<>();
        for (ParquetFooter footer : footers(spark, source, files)) {
            new FileColumns(footer.file().name(), footer.names()).require(source);
            alike.computeIfAbsent(footer.columns(), types -> new ArrayList<>()).add(footer.file());
        }
        Map<String, Integer> order = new HashMap<>();
        for (int i = 0; i < files.size(); i++) {
            order.put(files.get(i).location(), i);
        }
        return alike.entrySet().stream()
                .map(group -> columnar.parquet(spark, group.getKey(), group.getValue(), order))
                .reduce(Dataset::union)
                .map(rows -> new ParsedRows(rows, List.of()))
                .orElseThrow();
    }

    static ParsedRows ofDelta(SparkSession spark, Source source, ZoneId zone, List<FoundFile> files) {
        ColumnarRows columnar = new ColumnarRows(source, zone);
        DeltaVersion version = DeltaVersion.of(files.get(0));
        Dataset<Row> rows = version.rows(spark);
        String name = files.get(0).name();
        new FileColumns(name, List.of(rows.schema().fieldNames())).require(source);
        Map<String, String> written = new HashMap<>();
        for (StructField field : rows.schema().fields()) {
            written.put(field.name(), field.dataType().simpleString());
        }
        return new ParsedRows(
                columnar.parsed(rows, name, written, new Place(lit(0), partOfDelta(), monotonically_increasing_id())),
                List.of());
    }

    private static List<ParquetFooter> footers(SparkSession spark, Source source, List<FoundFile> files) {
        Set<String> declared = source.columns().stream().map(Column::inFile).collect(Collectors.toSet());
        Broadcast<SerializableConfiguration> hadoop = SerializableConfiguration.broadcast(spark.sparkContext());
        int tasks = Math.min(files.size(), 4 * spark.sparkContext().defaultParallelism());
        List<ParquetFooter> footers = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(files, tasks)
                .map(file -> ParquetFooter.of(file, declared, hadoop.value().value()))
                .collect();
        ParsedRows.requireNone(footers.stream().map(ParquetFooter::problem));
        return footers;
    }

    private Dataset<Row> parquet(
            SparkSession spark, List<ParquetFooter.Typed> types, List<FoundFile> files, Map<String, Integer> order) {
        String first = files.get(0).name();
        Map<String, String> written = new HashMap<>();
        StructType schema = new StructType();
        for (ParquetFooter.Typed type : types) {
            written.put(type.name(), type.written());
            if (!type.type().isEmpty()) {
                schema = schema.add(type.name(), org.apache.spark.sql.types.DataType.fromJson(type.type()));
            }
        }
        Dataset<Row> rows = spark.read()
                .schema(schema)
                // File names may have brackets in them.
                .option("__globPaths__", false)
                // Else a page of which bits were spoilt may pass for other values.
                .option("parquet.page.verify-checksum.enabled", true)
                .parquet(files.stream().map(FoundFile::location).toArray(String[]::new));
        return parsed(
                rows,
                first,
                written,
                new Place(
                        udf(new PlaceOf(order), DataTypes.IntegerType).apply(col("_metadata.file_path")),
                        lit(null).cast(DataTypes.StringType),
                        col("_metadata.row_index")));
    }

    /** Where a row stands: what orders the rows of a load. */
    private record Place(
            org.apache.spark.sql.Column file, org.apache.spark.sql.Column part, org.apache.spark.sql.Column position) {}

    /**
     * The split that a row of a Delta table comes from, newer files after older ones. Delta gives no index of the row in
     * its file, but the rows of one split have growing numbers.
     */
    private static org.apache.spark.sql.Column partOfDelta() {
        int digits = 20;
        return concat_ws(
                "/",
                lpad(unix_micros(col("_metadata.file_modification_time")).cast(DataTypes.StringType), digits, "0"),
                col("_metadata.file_path"),
                lpad(col("_metadata.file_block_start").cast(DataTypes.StringType), digits, "0"));
    }

    private Dataset<Row> parsed(Dataset<Row> rows, String file, Map<String, String> written, Place place) {
        List<org.apache.spark.sql.Column> values = new ArrayList<>();
        List<org.apache.spark.sql.Column> flaws = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            Column column = source.columns().get(i);
            org.apache.spark.sql.Column value = value(rows.schema(), column, file, written);
            values.add(value.as(column.name()));
            flaws.addAll(flaws(readings.get(i), column, value));
        }
        org.apache.spark.sql.Column reasons = concat_ws("; ", flaws.toArray(org.apache.spark.sql.Column[]::new));
        org.apache.spark.sql.Column reason = when(reasons.notEqual(""), reasons);
        Dataset<Row> located = rows.select(
                place.file().as(ParsedRows.FILE),
                place.part().as(ParsedRows.PART),
                place.position().as(ParsedRows.POSITION),
                lit(null).cast(DataTypes.LongType).as(ParsedRows.LINE),
                reason.as(ParsedRows.REASON),
                lit(null).cast(DataTypes.StringType).as(ParsedRows.RAW),
                struct(values.toArray(org.apache.spark.sql.Column[]::new)).as(ParsedRows.GOOD));
        return located.withColumn(ParsedRows.GOOD, when(not(ParsedRows.isBad()), col(ParsedRows.GOOD)));
    }

    /** The column in its declared type. */
    private org.apache.spark.sql.Column value(
            StructType schema, Column column, String file, Map<String, String> written) {
        String name = column.inFile();
        boolean readable = List.of(schema.fieldNames()).contains(name);
        if (!readable || !keepsAll(schema.apply(name).dataType(), column.type())) {
            throw new Failure(
                    Failure.Blame.DATA,
                    "column '" + column.name() + "' is declared " + column.type() + ", but " + file + " has "
                            + (readable ? schema.apply(name).dataType().simpleString() : written.get(name))
                            + ", which does not convert without loss");
        }
        org.apache.spark.sql.Column found = ParsedRows.named(name);
        if (schema.apply(name).dataType().equals(DataTypes.TimestampNTZType)) {
            return udf(new InZone(zone), DataTypes.TimestampType).apply(found);
        }
        org.apache.spark.sql.Column value = found.cast(SparkTypes.of(column.type()));
        return column.type().kind() == DataType.Kind.DOUBLE ? when(not(value.isNaN()), value) : value;
    }

    private static boolean keepsAll(org.apache.spark.sql.types.DataType found, DataType declared) {
        int wholeDigits = WHOLE_DIGITS.getOrDefault(found, Integer.MAX_VALUE);
        return switch (declared.kind()) {
            case BOOLEAN -> found.equals(DataTypes.BooleanType);
            case INT -> wholeDigits <= 10 || isWhole(found, 9);
            case BIGINT -> wholeDigits <= 19 || isWhole(found, 18);
            case DOUBLE -> wholeDigits <= 10 || found.equals(DataTypes.FloatType) || found.equals(DataTypes.DoubleType);
            case DECIMAL ->
                found instanceof DecimalType decimal
                        ? decimal.scale() <= declared.scale()
                                && decimal.precision() - decimal.scale() <= declared.precision() - declared.scale()
                        : wholeDigits <= declared.precision() - declared.scale();
            case STRING -> found.equals(DataTypes.StringType);
            case DATE -> found.equals(DataTypes.DateType);
            case TIMESTAMP -> found.equals(DataTypes.TimestampType) || found.equals(DataTypes.TimestampNTZType);
        };
    }

    private static boolean isWhole(org.apache.spark.sql.types.DataType found, int digits) {
        return found instanceof DecimalType decimal && decimal.scale() == 0 && decimal.precision() <= digits;
    }

    /** Texts that are missing where the row is right. */
    private List<org.apache.spark.sql.Column> flaws(
            ColumnReading reading, Column column, org.apache.spark.sql.Column value) {
        List<org.apache.spark.sql.Column> flaws = new ArrayList<>();
        if (reading.isNeeded()) {
            flaws.add(when(value.isNull(), lit(reading.missing())));
        }
        switch (column.type().kind()) {
            case DOUBLE -> {
                flaws.add(when(value.equalTo(Double.POSITIVE_INFINITY), lit(reading.unfit("Infinity"))));
                flaws.add(when(value.equalTo(Double.NEGATIVE_INFINITY), lit(reading.unfit("-Infinity"))));
            }
            case DATE -> flaws.add(outside(reading, value, lit(FIRST_DAY), lit(LAST_DAY.plusDays(1))));
            case TIMESTAMP ->
                flaws.add(outside(reading, value, firstMoment(FIRST_DAY), firstMoment(LAST_DAY.plusDays(1))));
            case BOOLEAN, INT, BIGINT, DECIMAL, STRING -> {}
        }
        return flaws;
    }

    private org.apache.spark.sql.Column firstMoment(LocalDate day) {
        return lit(day.atStartOfDay(zone).toInstant());
    }

    private static org.apache.spark.sql.Column outside(
            ColumnReading reading,
            org.apache.spark.sql.Column value,
            org.apache.spark.sql.Column first,
            org.apache.spark.sql.Column end) {
        return when(
                value.lt(first).or(value.geq(end)),
                lit("column '" + reading.name() + "': the year is outside 0001 to 9999"));
    }

    /** The place of a file in the list, by the path that Spark gives; rows of one file come together. */
    private static final class PlaceOf implements UDF1<String, Integer> {
        private final Map<String, Integer> order;
        private String path = "";
        private int place;

        PlaceOf(Map<String, Integer> order) {
            this.order = order;
        }

        @Override
        public Integer call(String encoded) {
            if (!path.equals(encoded)) {
                String location = new Path(URI.create(encoded)).toString();
                Integer known = order.get(location);
                if (known == null) {
                    throw new IllegalStateException("not in the list of files: " + location);
                }
                path = encoded;
                place = known;
            }
            return place;
        }
    }

    /** A clock's time in a zone as a moment. */
    private record InZone(ZoneId zone) implements UDF1<LocalDateTime, Instant> {
        @Override
        public Instant call(LocalDateTime time) {
            return time == null ? null : time.atZone(zone).toInstant();
        }
    }
}
