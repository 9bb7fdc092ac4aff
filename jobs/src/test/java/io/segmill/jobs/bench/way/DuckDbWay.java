package io.segmill.jobs.bench.way;

import io.segmill.core.project.Segment;
import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.sql.Goal;
import io.segmill.jobs.bench.sql.Script;
import io.segmill.jobs.bench.sql.Scripts;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** DuckDB, asked in one of the styles; the SQL is written before the time is taken. */
public final class DuckDbWay implements Way {
    private final DuckDb duckDb;
    private final Scripts.Style style;
    private final int sample;
    private final Map<Work, Script> scripts = new EnumMap<>(Work.class);

    /** @param sample of how many segments it is asked at most, where it is asked for each by itself */
    public DuckDbWay(DuckDb duckDb, Scripts.Style style, int sample) {
        this.duckDb = duckDb;
        this.style = style;
        this.sample = sample;
    }

    @Override
    public String name() {
        return style.title();
    }

    @Override
    public List<Work> works() {
        return List.of(Work.EVALUATED, Work.PUBLISHED);
    }

    @Override
    public List<String> asked(Book book) {
        return switch (style) {
            case QUERY_EACH -> book.sample(sample).stream().map(Segment::id).toList();
            case FEATURES_FIRST, WIDE -> Way.super.asked(book);
        };
    }

    /** The SQL for a work. */
    public static Script script(Scripts.Style style, Work work, Book book, int sample) {
        return new Scripts(book, sample).of(style, work == Work.EVALUATED ? Goal.EVALUATED : Goal.PUBLISHED);
    }

    @Override
    public void prepare(Work work, Book book, Path folder) {
        boolean isNew = !scripts.containsKey(work);
        Script script = scripts.computeIfAbsent(work, found -> script(style, found, book, sample));
        if (isNew) {
            duckDb.prepare(script);
        }
    }

    @Override
    public Done done(Work work, Book book, Path folder) {
        return Done.with(duckDb.run(scripts.get(work), folder));
    }

    @Override
    public void close() {
        duckDb.close();
    }
}
