package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.Book;
import java.nio.file.Path;

/** A way to the members of a book's segments. */
interface Way {
    String name();

    /** Into a sink that keeps nothing. */
    Counts evaluated(Book book);

    /** Written into a folder, with the four columns of the members' table. */
    Counts published(Book book, Path into);
}
