package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.sql.Goal;
import io.segmill.jobs.bench.sql.Script;
import io.segmill.jobs.bench.sql.Scripts;
import java.nio.file.Path;

/** DuckDB, asked in one of the styles; the SQL is written before the time is taken. */
final class DuckDbWay implements Way {
    private final DuckDb duckDb;
    private final Scripts.Style style;
    private Book written;
    private Script evaluated;
    private Script published;

    DuckDbWay(DuckDb duckDb, Scripts.Style style) {
        this.duckDb = duckDb;
        this.style = style;
    }

    @Override
    public String name() {
        return style.title();
    }

    /** Writes the SQL for a book, which otherwise its first run does. */
    Script script(Book book, Goal goal) {
        if (book != written) {
            Scripts scripts = new Scripts(book);
            evaluated = scripts.of(style, Goal.EVALUATED);
            published = scripts.of(style, Goal.PUBLISHED);
            written = book;
        }
        return switch (goal) {
            case EVALUATED -> evaluated;
            case PUBLISHED -> published;
        };
    }

    @Override
    public Counts evaluated(Book book) {
        return duckDb.run(script(book, Goal.EVALUATED), book.folder());
    }

    @Override
    public Counts published(Book book, Path into) {
        return duckDb.run(script(book, Goal.PUBLISHED), into);
    }

    @Override
    public void close() {
        duckDb.close();
    }
}
