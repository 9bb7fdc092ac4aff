package io.segmill.jobs.query;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The members of a segment, by its id, as one column {@link CustomerQueries#CUSTOMER_ID} without repetitions. */
@FunctionalInterface
public interface SegmentMembers {
    Dataset<Row> of(String segment);
}
