package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.book.BookKind;
import io.segmill.jobs.bench.data.BenchData;
import io.segmill.jobs.bench.data.BenchSource;
import io.segmill.jobs.bench.report.Figures;
import io.segmill.jobs.bench.report.Report;
import io.segmill.jobs.bench.sql.Needed;
import io.segmill.jobs.bench.sql.Script;
import io.segmill.jobs.bench.sql.Scripts;
import io.segmill.jobs.bench.way.DuckDb;
import io.segmill.jobs.bench.way.DuckDbWay;
import io.segmill.jobs.bench.way.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.apache.spark.sql.SparkSession;

/**
 * Measures all ways to the members of a thousand segments, each in processes of its own, and writes the report. {@code
 * docs/benchmark.md} tells how it is started.
 */
public final class Benchmark {
    private final Options options;
    private final Ways ways;
    private final Figures figures;
    private final Processes processes;
    private final long start = System.nanoTime();

    private Benchmark(Options options) {
        this.options = options;
        this.ways = new Ways(options);
        this.figures = new Figures(options.figures());
        this.processes = new Processes(options);
    }

    public static void main(String[] arguments) {
        Options options = Options.of(Arrays.asList(arguments));
        if (options.isStarted("warm") || options.isStarted("cold")) {
            new Benchmark(options).measure();
        }
        new Report(new Figures(options.figures())).write(options.docs());
        say("written: " + options.docs().resolve("benchmark.md"));
        System.exit(0);
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private boolean isOver() {
        return (System.nanoTime() - start) / 1e9 > options.budget();
    }

    private void measure() {
        Machine.facts(options).forEach(figures::putFact);
        makeData();
        for (double scale : options.scales()) {
            BenchData data = BenchData.at(options.data(), scale);
            figures.putFact("scale-" + BenchData.text(scale), rows(data));
            for (BookKind kind : options.books()) {
                for (int size : options.sizes()) {
                    if (isOver()) {
                        say("the budget is used up; the same command goes on from here");
                        return;
                    }
                    measure(Book.written(kind, size, options.seed(), data, options.threads(), options.projects()));
                }
            }
        }
    }

    private void makeData() {
        List<Double> missing = options.scales().stream()
                .filter(scale -> !BenchData.isIn(options.data(), scale))
                .toList();
        if (!missing.isEmpty()) {
            SparkSession spark = ways.spark();
            for (double scale : missing) {
                say("making the data of scale " + BenchData.text(scale));
                BenchData.in(options.data(), scale, spark);
            }
            spark.stop();
        }
    }

    private String rows(BenchData data) {
        StringJoiner rows = new StringJoiner(", ");
        try (DuckDb duckDb = ways.duckDb()) {
            for (BenchSource source : BenchSource.values()) {
                String count = "SELECT '" + source.id() + "', count(*) FROM read_parquet('" + data.files(source) + "')";
                long number = duckDb.run(new Script("rows", List.of(), List.of(count)), data.folder())
                        .memberships();
                rows.add(String.format(Locale.ROOT, "%s %,d", source.id(), number));
            }
        }
        return rows.toString();
    }

    private void measure(Book book) {
        String about = String.format(
                Locale.ROOT,
                "%,d different aggregates, %,d different conditions",
                Needed.by(book.segments()).aggregates().size(),
                Needed.leaves(book.segments()).size());
        figures.putFact(book.name(), about);
        say(book.name() + ": " + about);
        writeSql(book);
        BookRuns runs = new BookRuns(options, figures, processes, book);
        for (String way : ways.names()) {
            if (options.isStarted("warm") && !isOver()) {
                runs.warm(way);
            }
            if (options.isStarted("cold") && options.coldSizes().contains(book.size()) && !Ways.isFloor(way)) {
                for (Work work : List.of(Work.EVALUATED, Work.PUBLISHED)) {
                    if (!isOver()) {
                        runs.cold(way, work);
                    }
                }
            }
        }
        runs.memberships()
                .ifPresent(count ->
                        figures.putFact(book.name() + " memberships", String.format(Locale.ROOT, "%,d", count)));
    }

    private void writeSql(Book book) {
        try {
            Files.createDirectories(options.sql());
            for (Scripts.Style style : Scripts.Style.values()) {
                for (Work work : List.of(Work.EVALUATED, Work.PUBLISHED)) {
                    Files.writeString(
                            sql(options, book, style, work),
                            script(book, style, work).text());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Script script(Book book, Scripts.Style style, Work work) {
        return DuckDbWay.script(
                style, work, book, options.duckDbSample(book.data().scale()));
    }

    /** Where DuckDB's statements are printed. */
    static Path sql(Options options, Book book, Scripts.Style style, Work work) {
        String name = "duckdb-" + style.name().toLowerCase(Locale.ROOT) + "-" + work.word() + "-" + book.name();
        return options.sql().resolve(name.replace('_', '-') + ".sql");
    }
}
