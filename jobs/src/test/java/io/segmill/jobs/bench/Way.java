package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.Book;
import java.nio.file.Path;

/** A way to the members of a book's segments. What it opened for its first run, later runs find warm. */
interface Way extends AutoCloseable {
    String name();

    /** Into a sink that keeps nothing. */
    Counts evaluated(Book book);

    /** Written into an empty folder, with the four columns of the members' table. */
    Counts published(Book book, Path into);

    /** Where in that folder the members lie, as Parquet files. */
    default String memberFiles() {
        return "**/*.parquet";
    }

    @Override
    default void close() {}
}
