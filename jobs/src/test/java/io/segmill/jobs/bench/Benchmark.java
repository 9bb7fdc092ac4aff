package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.book.BookKind;
import io.segmill.jobs.bench.data.BenchData;
import io.segmill.jobs.bench.data.BenchSource;
import io.segmill.jobs.bench.report.Figure;
import io.segmill.jobs.bench.report.Figures;
import io.segmill.jobs.bench.report.Report;
import io.segmill.jobs.bench.sql.Goal;
import io.segmill.jobs.bench.sql.Needed;
import io.segmill.jobs.bench.sql.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Supplier;

/**
 * Measures all ways to the members of a thousand segments, side by side, and writes the report. {@code docs/benchmark.md}
 * tells how it is started.
 */
public final class Benchmark {
    private final Options options;
    private final Ways ways;
    private final Figures figures;

    private Benchmark(Options options) {
        this.options = options;
        this.ways = new Ways(options);
        this.figures = new Figures(options.figures());
    }

    public static void main(String[] arguments) {
        Options options = Options.ofThisProcess();
        Benchmark benchmark = new Benchmark(options);
        if (options.has("warm") || options.has("cold")) {
            benchmark.measure();
        }
        if (options.has("report")) {
            new Report(benchmark.figures).write(options.docs());
            say("written: " + options.docs().resolve("benchmark.md"));
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private void measure() {
        Machine.facts(options).forEach(figures::putFact);
        for (double scale : options.scales()) {
            BenchData data = BenchData.in(options.data(), scale, ways.spark());
            figures.putFact("scale-" + BenchData.text(scale), rows(data));
            for (BookKind kind : options.books()) {
                for (int size : options.sizes()) {
                    Book book = Book.written(kind, size, options.seed(), data, options.threads(), options.projects());
                    measure(book);
                }
            }
        }
    }

    private String rows(BenchData data) {
        StringJoiner rows = new StringJoiner(", ");
        try (DuckDb duckDb = ways.duckDb()) {
            for (BenchSource source : BenchSource.values()) {
                String count = "SELECT '" + source.id() + "', count(*) FROM read_parquet('" + data.files(source) + "')";
                long number = duckDb.run(new Script("rows", List.of(count)), data.folder())
                        .memberships();
                rows.add(String.format(Locale.ROOT, "%s %,d", source.id(), number));
            }
        }
        return rows.toString();
    }

    private void measure(Book book) {
        String story = book.name();
        String about = String.format(
                Locale.ROOT,
                "%,d different aggregates, %,d different conditions",
                Needed.by(book.segments()).aggregates().size(),
                Needed.leaves(book.segments()).size());
        figures.putFact(story, about);
        say(story + ": " + about);
        if (options.has("warm")) {
            for (String name : ways.floors()) {
                try (Floor floor = ways.openFloor(name)) {
                    warmFloor(book, floor);
                }
            }
        }
        Optional<Counts> known = Optional.empty();
        for (String name : ways.names()) {
            if (isTooLong(book, name)) {
                continue;
            }
            try (Way way = ways.open(name)) {
                if (options.has("warm")) {
                    known = warm(book, way, known);
                }
            }
            if (options.has("cold") && options.coldSizes().contains(book.size())) {
                cold(book, name);
            }
        }
    }

    /** Whether the next shorter book says that this one is not worth waiting for. */
    private boolean isTooLong(Book book, String way) {
        for (Goal goal : Goal.values()) {
            List<Figure> shorter = figures.where(
                    figure -> figure.scale().equals(BenchData.text(book.data().scale()))
                            && figure.book().equals(book.kind().word())
                            && figure.way().equals(way)
                            && figure.what().equals(word(goal))
                            && figure.start().equals("warm")
                            && figure.size() < book.size()
                            && options.sizes().contains(figure.size()));
            for (Figure figure : shorter) {
                boolean sampled = way.equals(SparkQueries.NAME) && figure.size() >= options.sample();
                if (!sampled
                        && !figure.seconds().isEmpty()
                        && figure.median() * book.size() / figure.size() > options.longest() * 4
                        && figure.size() >= book.size() / 10) {
                    put(book, way, word(goal), "warm", List.of(), 0, "not run: too long");
                    return true;
                }
            }
        }
        return false;
    }

    private static String word(Goal goal) {
        return goal.name().toLowerCase(Locale.ROOT);
    }

    private void warmFloor(Book book, Floor floor) {
        floor.read(book);
        put(book, floor.name(), "read", "warm", repeated(() -> seconds(() -> floor.read(book))), 0, "");
    }

    private Optional<Counts> warm(Book book, Way way, Optional<Counts> known) {
        Path into = options.scratch().resolve("members");
        Optional<Counts> counts = known;
        try {
            long start = System.nanoTime();
            Counts found = way.evaluated(book);
            double first = since(start);
            counts.ifPresent(others -> found.mustEqual(others, book.name() + ", " + way.name()));
            if (found.members().size() == book.size()) {
                counts = Optional.of(found);
                figures.putFact(book.name() + " memberships", String.format(Locale.ROOT, "%,d", found.memberships()));
            }
            double scaled = found.scaledBy(book);
            String note = scaled == 1
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "%d measured, times %.0f",
                            found.members().size(),
                            scaled);
            List<Double> evaluated = repeated(first, () -> scaled * seconds(() -> way.evaluated(book)), scaled);
            put(book, way.name(), "evaluated", "warm", evaluated, 0, note);

            double firstPublished = scaled * published(book, way, into);
            try (DuckDb duckDb = ways.duckDb()) {
                found.mustBeWritten(
                        duckDb.written(into, way.memberFiles()), book.name() + ", published by " + way.name());
            }
            List<Double> published =
                    repeated(firstPublished / scaled, () -> scaled * published(book, way, into), scaled);
            put(book, way.name(), "published", "warm", published, 0, note);
        } catch (DuckDb.OutOfMemory e) {
            put(book, way.name(), "evaluated", "warm", List.of(), 0, "out of memory");
            put(book, way.name(), "published", "warm", List.of(), 0, "out of memory");
        } finally {
            BenchData.clear(into);
        }
        return counts;
    }

    private static double published(Book book, Way way, Path into) {
        BenchData.clear(into);
        try {
            Files.createDirectories(into);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seconds(() -> way.published(book, into));
    }

    private List<Double> repeated(Supplier<Double> run) {
        return repeated(0, run, 1);
    }

    /** Runs of a way that is warm; where patience ends with the first run, which made it so, that one is all there is. */
    private List<Double> repeated(double first, Supplier<Double> run, double scaled) {
        if (first > options.patience()) {
            return List.of(first * scaled);
        }
        List<Double> seconds = new ArrayList<>();
        long start = System.nanoTime();
        while (seconds.size() < options.repetitions()
                && (seconds.isEmpty() || since(start) * (seconds.size() + 1) / seconds.size() < options.patience())) {
            seconds.add(run.get());
        }
        return seconds;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double seconds(Runnable run) {
        long start = System.nanoTime();
        run.run();
        return since(start);
    }

    private void cold(Book book, String name) {
        ColdRuns cold = new ColdRuns(options);
        for (Goal goal : Goal.values()) {
            List<Double> seconds = new ArrayList<>();
            long peak = 0;
            double patience = options.patience();
            while (seconds.size() < options.repetitions() && patience > 0) {
                Optional<ColdRuns.Run> run = cold.run(book, name, goal);
                if (run.isEmpty()) {
                    break;
                }
                seconds.add(run.get().seconds());
                peak = Math.max(peak, run.get().peakMiB());
                patience -= run.get().waited();
            }
            put(book, name, word(goal), "cold", seconds, peak, seconds.isEmpty() ? "out of memory" : "");
        }
    }

    private void put(
            Book book, String way, String what, String start, List<Double> seconds, long peakMiB, String note) {
        Figure figure = new Figure(
                BenchData.text(book.data().scale()),
                book.kind().word(),
                book.size(),
                way,
                what,
                start,
                seconds,
                peakMiB,
                note);
        figures.put(figure);
        say(String.format(
                Locale.ROOT,
                "  %-50s %-9s %s %s %s %s",
                way,
                what,
                start,
                seconds.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f s %s", figure.median(), figure.seconds()),
                peakMiB == 0 ? "" : peakMiB + " MiB",
                note));
    }
}
