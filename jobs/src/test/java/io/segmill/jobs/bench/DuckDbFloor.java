package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.sql.Scripts;

/** DuckDB reading the tables' Parquet files into one hash. */
record DuckDbFloor(DuckDb duckDb) implements Floor {
    static final String NAME = "DuckDB, only reading the needed columns";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void read(Book book) {
        duckDb.run(new Scripts(book).floor(), book.folder());
    }

    @Override
    public void close() {
        duckDb.close();
    }
}
