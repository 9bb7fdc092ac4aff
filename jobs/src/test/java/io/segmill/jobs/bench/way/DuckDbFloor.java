package io.segmill.jobs.bench.way;

import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.sql.Scripts;
import java.nio.file.Path;
import java.util.List;

/** DuckDB reading the tables' Parquet files into one hash. */
public record DuckDbFloor(DuckDb duckDb) implements Way {
    public static final String NAME = "DuckDB, only reading the needed columns";

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
        duckDb.run(new Scripts(book, book.size()).floor(), folder);
        return Done.with(Counts.none());
    }

    @Override
    public void close() {
        duckDb.close();
    }
}
