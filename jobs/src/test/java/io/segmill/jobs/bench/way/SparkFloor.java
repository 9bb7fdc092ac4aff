package io.segmill.jobs.bench.way;

import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.sql.Needed;
import io.segmill.jobs.query.SourceTables;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Spark reading Delta tables into its sink that keeps nothing. */
public record SparkFloor(SparkSession spark) implements Way {
    public static final String NAME = "Spark, only reading the needed columns";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Work> works() {
        return List.of(Work.READ);
    }

    @Override
    public Done done(Work work, Book book, Path folder) {
        SourceTables tables =
                SourceTables.of(book.data().warehouse(spark), book.data().versions());
        Needed.by(book.segments()).columns(book.project()).forEach((source, columns) -> tables.rows(source)
                .select(columns.stream().map(functions::col).toArray(Column[]::new))
                .write()
                .format("noop")
                .mode(SaveMode.Overwrite)
                .save());
        return Done.with(Counts.none());
    }
}
