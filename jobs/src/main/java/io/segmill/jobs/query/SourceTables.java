package io.segmill.jobs.query;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of a source, by its id, in the one version that a run reads. */
@FunctionalInterface
public interface SourceTables {
    Dataset<Row> rows(String source);
}
