package io.segmill.jobs.reading;

import io.delta.tables.DeltaTable;
import io.segmill.core.problem.Failure;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One version of a Delta table that is a source: what stands for its file. */
public record DeltaVersion(String location, long version) {
    private static final String MARK = "@v";

    /** The newest version of the table in a folder, as a file of no size, modified when it was committed. */
    public static FoundFile newest(SparkSession spark, String path) {
        if (!DeltaTable.isDeltaTable(spark, path)) {
            throw new Failure(
                    Failure.Blame.DATA, path + " is not a Delta table: expected a folder with a _delta_log in it");
        }
        Row commit = DeltaTable.forPath(spark, path)
                .history(1)
                .selectExpr("version", "unix_millis(timestamp)")
                .first();
        String name = path + MARK + commit.getLong(0);
        return new FoundFile(name, name, 0, Instant.ofEpochMilli(commit.getLong(1)));
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
