package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.Book;

/** Reads the columns that a book's segments need and does nothing with them: what no way that reads them can beat. */
interface Floor extends AutoCloseable {
    String name();

    void read(Book book);

    @Override
    default void close() {}
}
