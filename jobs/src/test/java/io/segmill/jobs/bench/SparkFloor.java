package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.sql.Needed;
import io.segmill.jobs.query.SourceTables;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Spark reading Delta tables into its sink that keeps nothing. */
record SparkFloor(SparkSession spark) implements Floor {
    static final String NAME = "Spark, only reading the needed columns";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void read(Book book) {
        SourceTables tables =
                SourceTables.of(book.data().warehouse(spark), book.data().versions());
        Needed.by(book.segments()).columns(book.project()).forEach((source, columns) -> tables.rows(source)
                .select(columns.stream().map(functions::col).toArray(Column[]::new))
                .write()
                .format("noop")
                .mode(SaveMode.Overwrite)
                .save());
    }
}
