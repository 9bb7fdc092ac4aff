package io.segmill.jobs.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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

    /**
     * Empty for a table that is not small, or that may hold more than its files say, such as deletion vectors, or that
     * lacks files: Delta still tells of it what its log knows.
     *
     * @param location of the table, a local folder's absolute path or a URI
     * @throws io.segmill.core.problem.Failure if the log cannot be read
     */
    static Optional<SmallTable> of(Configuration hadoop, String location, long version, String title) {
        if (PATTERN.matcher(location).find()) {
            return Optional.empty();
        }
        TableLog log = TableLog.of(hadoop, location, version);
        return log.isPlain()
                ? log.files(MOST_FILES, MOST_BYTES)
                        .map(files -> files.stream()
                                .map(file -> DeltaFileOperations.absolutePath(location, file.path()))
                                .toList())
                        .filter(files -> areThere(files, hadoop))
                        .map(files -> new SmallTable(
                                log.schema(), files.stream().map(Path::toString).toList(), title))
                : Optional.empty();
    }

    private static boolean areThere(List<Path> files, Configuration hadoop) {
        try {
            for (Path file : files) {
                if (!file.getFileSystem(hadoop).exists(file)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Dataset<Row> rows(SparkSession spark) {
        return spark.read().schema(schema).option(TITLE, title).parquet(files.toArray(String[]::new));
    }

    /** The title of a relation that is such a table. */
    static Optional<String> title(HadoopFsRelation relation) {
        Option<String> title = relation.options().get(TITLE);
        return title.isDefined() ? Optional.of(title.get()) : Optional.empty();
    }
}
