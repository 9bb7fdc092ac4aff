package io.segmill.jobs.bench.way;

import io.segmill.core.project.Segment;
import io.segmill.jobs.bench.book.Book;
import java.nio.file.Path;
import java.util.List;

/** A way to the members of a book's segments. What it opened for its first run, later runs find warm. */
public interface Way extends AutoCloseable {
    String name();

    List<Work> works();

    /** Those of the book's segments that it is asked for: all or, where that takes too long, a sample. */
    default List<String> asked(Book book) {
        return book.segments().stream().map(Segment::id).toList();
    }

    /** Makes an empty folder ready for a work; whose time that is nobody asks. */
    default void prepare(Work work, Book book, Path folder) {}

    /** Does it, once it is prepared. @param folder into which members are written */
    Done done(Work work, Book book, Path folder);

    /** Where in that folder the members lie, as Parquet files. */
    default String memberFiles() {
        return "**/*.parquet";
    }

    @Override
    default void close() {}
}
