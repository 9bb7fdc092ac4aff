/** Parquet files that are written a column at a time. */
package io.segmill.jobs.table.parquet;
