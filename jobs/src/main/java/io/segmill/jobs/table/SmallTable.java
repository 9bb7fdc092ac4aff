package io.segmill.jobs.table;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.util.DeltaFileOperations;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * One version of a small table as the Parquet files that it consists of. Delta searches its log anew for each table of
 * each query, by a Spark job that takes longer than reading a small table.
 *
 * @param title the table and its version, as people read them in a plan
 */
record SmallTable(StructType schema, List<String> files, String title) {
    /** The option of the relation that holds the title. */
    private static final String TITLE = "segmill-title";

    /** What makes Spark take a file's path for a pattern. */
    private static final Pattern PATTERN = Pattern.compile("[\\[\\]{}*?\\\\]");

    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_FILES = 32;

    SmallTable {
        files = List.copyOf(files);
    }

    /** Empty for a table that is not small, or that may hold more than its files say, such as deletion vectors. */
    static Optional<SmallTable> of(DeltaLog log, long version, String title) {
        if (PATTERN.matcher(log.dataPath().toString()).find()) {
            return Optional.empty();
        }
        Snapshot snapshot = log.getSnapshotAt(
                version, log.getSnapshotAt$default$2(), log.getSnapshotAt$default$3(), log.getSnapshotAt$default$4());
        boolean isPlain = snapshot.protocol().minReaderVersion() == 1
                && snapshot.metadata().partitionColumns().isEmpty();
        if (!isPlain || !isSmall(snapshot)) {
            return Optional.empty();
        }
        String folder = log.dataPath().toString();
        List<String> files = snapshot.allFiles().select("path").collectAsList().stream()
                .map(row -> DeltaFileOperations.absolutePath(folder, row.getString(0))
                        .toString())
                .toList();
        return Optional.of(new SmallTable(snapshot.schema(), files, title));
    }

    Dataset<Row> rows(SparkSession spark) {
        return spark.read().schema(schema).option(TITLE, title).parquet(files.toArray(String[]::new));
    }

    /** As far as the table tells without a search of its log. */
    private static boolean isSmall(Snapshot snapshot) {
        return isAtMost(MOST_FILES, snapshot.numOfFilesIfKnown())
                && isAtMost(MOST_BYTES, snapshot.sizeInBytesIfKnown());
    }

    private static boolean isAtMost(long most, Option<Object> known) {
        return known.isDefined() && (long) known.get() <= most;
    }

    /** The title of a relation that is such a table. */
    static Optional<String> title(HadoopFsRelation relation) {
        Option<String> title = relation.options().get(TITLE);
        return title.isDefined() ? Optional.of(title.get()) : Optional.empty();
    }
}
