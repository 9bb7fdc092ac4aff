package io.segmill.jobs.reading;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.jobs.session.SparkFailures;
import io.segmill.jobs.table.SparkTypes;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * All rows of one load, good and bad, as one table in which the source's own columns stand inside {@link #GOOD}, so that
 * none can be mistaken for ours.
 *
 * @param warnings what people should know about the files
 */
public record ParsedRows(Dataset<Row> rows, List<String> warnings) {
    /** The place of the row's file in the list of the load's files; a later file's rows win. */
    public static final String FILE = "file";
    /** Orders the parts of one file, where it has parts. */
    public static final String PART = "part";
    /** Orders the rows of a file, or of a part. */
    public static final String POSITION = "position";
    /** The physical line at which the row begins; missing where there are no lines. */
    public static final String LINE = "line";
    /** Why the row is bad; missing for a good one. */
    public static final String REASON = "reason";
    /** A bad row as written; missing where that is no text. */
    public static final String RAW = "raw";
    /** The values of a good row; missing for a bad one. */
    public static final String GOOD = "good";

    private static final int SHOWN = 3;

    public ParsedRows {
        warnings = List.copyOf(warnings);
    }

    /**
     * All rows of a source's files.
     *
     * @param files as {@link SourceFiles} finds them
     * @param zone of timestamps without offset
     * @throws Failure if a file cannot be read or does not have the declared columns; some of it comes only when the
     *     rows are counted, see {@link #failure}
     */
    public static ParsedRows read(SparkSession spark, Source source, ZoneId zone, List<FoundFile> files) {
        return switch (source.format()) {
            case CSV, JSON -> TextRows.read(spark, source, zone, files);
            case PARQUET -> ColumnarRows.ofParquet(spark, source, zone, files);
            case DELTA -> ColumnarRows.ofDelta(spark, source, zone, files);
        };
    }

    /** The known failure behind that of a Spark job: one that a task threw, or a file that cannot be read. */
    public static Optional<Failure> failure(Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure known) {
                return Optional.of(known);
            }
            Optional<String> unreadable = SparkFailures.unreadable(cause);
            if (unreadable.isPresent()) {
                return Optional.of(new Failure(Failure.Blame.DATA, unreadable.get(), failed));
            }
        }
        return Optional.empty();
    }

    /** @throws Failure with the problems that are not empty, the first few of them */
    static void requireNone(Stream<String> problems) {
        List<String> found = problems.filter(problem -> !problem.isEmpty()).toList();
        if (!found.isEmpty()) {
            String more = found.size() > SHOWN ? "\n  and " + (found.size() - SHOWN) + " more like these" : "";
            throw new Failure(Failure.Blame.DATA, found.stream().limit(SHOWN).collect(Collectors.joining("\n")) + more);
        }
    }

    static StructType schema(List<Column> columns) {
        return new StructType(new StructField[] {
            DataTypes.createStructField(FILE, DataTypes.IntegerType, false),
            DataTypes.createStructField(PART, DataTypes.StringType, true),
            DataTypes.createStructField(POSITION, DataTypes.LongType, false),
            DataTypes.createStructField(LINE, DataTypes.LongType, true),
            DataTypes.createStructField(REASON, DataTypes.StringType, true),
            DataTypes.createStructField(RAW, DataTypes.StringType, true),
            DataTypes.createStructField(GOOD, SparkTypes.schema(columns), true)
        });
    }

    public static org.apache.spark.sql.Column isBad() {
        return functions.col(REASON).isNotNull();
    }

    /** The good rows with the source's columns only. */
    public static Dataset<Row> good(Dataset<Row> parsed, List<Column> columns) {
        return parsed.filter(functions.not(isBad()))
                .select(columns.stream()
                        .map(column -> value(column.name()).as(column.name()))
                        .toArray(org.apache.spark.sql.Column[]::new));
    }

    /** A good row's value. */
    public static org.apache.spark.sql.Column value(String column) {
        return functions.col(GOOD).getField(column);
    }

    /** A column by its name, whatever characters that has. */
    public static org.apache.spark.sql.Column named(String column) {
        return functions.col("`" + column.replace("`", "``") + "`");
    }
}
