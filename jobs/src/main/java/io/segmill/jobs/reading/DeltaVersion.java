package io.segmill.jobs.reading;

import io.delta.tables.DeltaTable;
import io.segmill.core.problem.Failure;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** One version of a Delta table that is a source: what stands for its file. */
public record DeltaVersion(String location, long version) {
    private static final String MARK = "@v";

    /**
     * A version of the table in a folder, as a file of no size, modified when it was committed.
     *
     * @param version which; empty for the newest
     */
    public static FoundFile find(SparkSession spark, String path, OptionalLong version) {
        if (!DeltaTable.isDeltaTable(spark, path)) {
            throw new Failure(
                    Failure.Blame.DATA, path + " is not a Delta table: expected a folder with a _delta_log in it");
        }
        DeltaTable table = DeltaTable.forPath(spark, path);
        Dataset<Row> commits = version.isPresent()
                ? table.history().where(functions.col("version").equalTo(functions.lit(version.getAsLong())))
                : table.history(1);
        List<Row> commit =
                commits.selectExpr("version", "unix_millis(timestamp)").collectAsList();
        if (commit.isEmpty()) {
            throw new Failure(
                    Failure.Blame.DATA, "version " + version.getAsLong() + " of " + path + " is not there any more");
        }
        String name = path + MARK + commit.get(0).getLong(0);
        return new FoundFile(name, name, 0, Instant.ofEpochMilli(commit.get(0).getLong(1)));
    }

    /** The version that a table stands for as a file. */
    public static long in(FoundFile file) {
        return of(file).version();
    }

    static DeltaVersion of(FoundFile file) {
        int mark = file.location().lastIndexOf(MARK);
        return new DeltaVersion(
                file.location().substring(0, mark),
                Long.parseLong(file.location().substring(mark + MARK.length())));
    }

    Dataset<Row> rows(SparkSession spark) {
        return spark.read().format("delta").option("versionAsOf", version).load(location);
    }
}
