package io.segmill.jobs.bench;

import io.segmill.core.project.Segment;
import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.book.BookKind;
import io.segmill.jobs.bench.data.BenchData;
import io.segmill.jobs.bench.data.BenchSource;
import io.segmill.jobs.bench.report.Figure;
import io.segmill.jobs.bench.report.Figures;
import io.segmill.jobs.bench.report.Report;
import io.segmill.jobs.bench.sql.Needed;
import io.segmill.jobs.bench.sql.Script;
import io.segmill.jobs.bench.sql.Scripts;
import io.segmill.jobs.bench.way.Counts;
import io.segmill.jobs.bench.way.DuckDb;
import io.segmill.jobs.bench.way.DuckDbWay;
import io.segmill.jobs.bench.way.SharedRefresh;
import io.segmill.jobs.bench.way.SparkQueries;
import io.segmill.jobs.bench.way.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;
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
        Agreed agreed = new Agreed(options.work().resolve("counts"), book);
        for (String way : ways.names()) {
            if (options.isStarted("warm")) {
                warm(book, way, agreed);
            }
            if (options.isStarted("cold") && options.coldSizes().contains(book.size()) && !Ways.isFloor(way)) {
                cold(book, way, Work.EVALUATED, agreed);
                cold(book, way, Work.PUBLISHED, agreed);
            }
        }
        if (agreed.counts().members().size() == book.size()) {
            String memberships =
                    String.format(Locale.ROOT, "%,d", agreed.counts().memberships());
            figures.putFact(book.name() + " memberships", memberships);
        }
    }

    private void writeSql(Book book) {
        try {
            Files.createDirectories(options.sql());
            for (Scripts.Style style : Scripts.Style.values()) {
                for (Work work : List.of(Work.EVALUATED, Work.PUBLISHED)) {
                    Files.writeString(
                            sql(book, style, work), script(book, style, work).text());
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

    private Path sql(Book book, Scripts.Style style, Work work) {
        String name = "duckdb-" + style.name().toLowerCase(Locale.ROOT) + "-" + work.word() + "-" + book.name();
        return options.sql().resolve(name.replace('_', '-') + ".sql");
    }

    private List<Work> works(Book book, String way) {
        if (Ways.isFloor(way)) {
            return List.of(Work.READ);
        }
        List<Work> works = new ArrayList<>(List.of(Work.EVALUATED, Work.PUBLISHED));
        if (way.equals(SharedRefresh.NAME) && options.nightSizes().contains(book.size())) {
            works.addAll(List.of(Work.UNCHANGED_NIGHT, Work.CHANGED_NIGHT));
        }
        return works;
    }

    private void warm(Book book, String way, Agreed agreed) {
        List<Work> works = works(book, way).stream()
                .filter(work -> isToDo(book, way, work, "warm"))
                .toList();
        if (works.isEmpty() || isOver()) {
            return;
        }
        Job job = job(book, way, works, "");
        Processes.Ended ended = processes.run(WarmRun.class, job);
        Told told = Told.in(job.told());
        believe(told, agreed, book.name() + ", " + way);
        List<Work> left = new ArrayList<>(works);
        for (Told.Times times : told.times()) {
            put(book, way, "warm", times, times.seconds(), note(book, times));
            left.remove(times.work());
        }
        for (Work work : left) {
            put(book, way, "warm", nothing(work), List.of(), ended.isGood() ? "not run" : ended.why());
        }
        BenchData.clear(job.into());
    }

    private static Told.Times nothing(Work work) {
        return new Told.Times(work, List.of(), List.of(), 0, 1, 0, "");
    }

    private static String note(Book book, Told.Times times) {
        String sampled = times.scaled() == 1
                ? ""
                : String.format(Locale.ROOT, "%.0f measured, times %.0f", book.size() / times.scaled(), times.scaled());
        return Stream.of(sampled, times.note())
                .filter(text -> !text.isEmpty())
                .reduce("", (one, other) -> one.isEmpty() ? other : one + "; " + other);
    }

    private Job job(Book book, String way, List<Work> works, String sql) {
        return new Job(
                way,
                book.kind(),
                book.size(),
                book.data().scale(),
                works,
                sql,
                options.scratch().resolve("told.tsv"),
                options.scratch().resolve("members"));
    }

    /** No time is believed before all members were counted to be as many as every other way found. */
    private void believe(Told told, Agreed agreed, String story) {
        agreed.add(told.counts(), story);
        if (!told.written().isEmpty()) {
            Told.Written written = told.written().get(0);
            try (DuckDb duckDb = ways.duckDb()) {
                Counts found = isAnyFile(written) ? duckDb.written(written.folder(), written.files()) : Counts.none();
                agreed.add(found.of(told.asked()), story + ", written");
            }
        }
    }

    private static boolean isAnyFile(Told.Written written) {
        try (Stream<Path> files = Files.walk(written.folder())) {
            return files.anyMatch(file -> file.toString().endsWith(".parquet"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void cold(Book book, String way, Work work, Agreed agreed) {
        if (!isToDo(book, way, work, "cold") || isOver()) {
            return;
        }
        archiveClasses(book);
        List<Double> seconds = new ArrayList<>();
        List<Double> aside = new ArrayList<>();
        Told.Times last = nothing(work);
        String why = "";
        long peak = 0;
        double left = options.patience();
        double scaled = (double) book.size() / asked(book, way).size();
        double others = scaled == 1 ? 0 : warmSeconds(book, way, work) * (1 - 1 / scaled);
        Optional<Path> sql = Ways.style(way).map(style -> sql(book, style, work));
        while (seconds.size() < options.repetitions() && left > 0 && why.isEmpty()) {
            Job job = job(book, way, List.of(work), sql.map(Path::toString).orElse(""));
            Processes.Ended ended = processes.run(ColdRun.class, job);
            Told told = Told.in(job.told());
            if (sql.isPresent() && work == Work.PUBLISHED) {
                told = told.with(new Told.Written(job.into(), "**/*.parquet"), asked(book, way));
            }
            if (!ended.isGood() || told.times().isEmpty()) {
                why = ended.why();
            } else if (told.times().get(0).seconds().isEmpty()) {
                why = told.times().get(0).note();
            } else {
                believe(told, agreed, book.name() + ", " + way + ", cold");
                last = told.times().get(0);
                seconds.add(ended.seconds() - (scaled == 1 ? 0 : last.around()) + others);
                aside.add(last.aside().get(0));
                peak = Math.max(peak, last.peakMiB());
                left -= ended.seconds();
            }
            BenchData.clear(job.into());
        }
        Told.Times times = new Told.Times(work, seconds, aside, 0, scaled, peak, why);
        String sampled = scaled == 1
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%d measured, the others as warm",
                        asked(book, way).size());
        put(book, way, "cold", times, seconds, why.isEmpty() ? sampled : why);
    }

    /** Of the whole book. @throws IllegalStateException if only a sample can be cold and was not measured warm before */
    private double warmSeconds(Book book, String way, Work work) {
        String key = figure(book, way, "warm", nothing(work), List.of(), "").key();
        return figures.where(figure -> figure.key().equals(key)).stream()
                .filter(figure -> !figure.seconds().isEmpty())
                .mapToDouble(Figure::median)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(way + ": measure it warm before it is measured cold"));
    }

    private List<String> asked(Book book, String way) {
        int most = book.size();
        if (way.equals(SparkQueries.NAME)) {
            most = options.sparkSample();
        } else if (Ways.style(way).equals(Optional.of(Scripts.Style.QUERY_EACH))) {
            most = options.duckDbSample(book.data().scale());
        }
        return book.sample(most).stream().map(Segment::id).toList();
    }

    private boolean isArchived;

    /** As the first run of {@code ./segmill} does. */
    private void archiveClasses(Book book) {
        if (!isArchived) {
            processes.archive(ColdRun.class, job(book, SharedRefresh.NAME, List.of(Work.PUBLISHED), ""));
            isArchived = true;
        }
    }

    /** Not if it is done, and not if it takes too long by what it took for smaller books. */
    private boolean isToDo(Book book, String way, Work work, String start) {
        Figure asked = figure(book, way, start, nothing(work), List.of(), "");
        boolean isDone = figures.where(figure -> figure.key().equals(asked.key())).stream()
                .anyMatch(figure -> figure.asked() >= options.repetitions());
        if (isDone && !options.isAgain()) {
            return false;
        }
        double expected = figures
                .where(figure -> figure.scale().equals(asked.scale())
                        && figure.book().equals(asked.book())
                        && figure.way().equals(way)
                        && figure.what().equals(asked.what())
                        && figure.start().equals("warm")
                        && figure.size() < book.size()
                        && figure.size() * 10 >= book.size()
                        && figure.note().isEmpty()
                        && !figure.seconds().isEmpty())
                .stream()
                .mapToDouble(figure -> figure.median() * asked(book, way).size() / figure.size())
                .min()
                .orElse(0);
        if (expected > options.limit()) {
            put(book, way, start, nothing(work), List.of(), "not run: too long");
            return false;
        }
        return true;
    }

    private Figure figure(Book book, String way, String start, Told.Times times, List<Double> seconds, String note) {
        return new Figure(
                BenchData.text(book.data().scale()),
                book.kind().word(),
                book.size(),
                way,
                times.work().word(),
                start,
                seconds,
                options.repetitions(),
                times.peakMiB(),
                note);
    }

    /** With a first night's changes set aside, where there are any, and then with them. */
    private void put(Book book, String way, String start, Told.Times times, List<Double> seconds, String note) {
        List<Double> aside = times.aside();
        boolean isAside = aside.stream().anyMatch(changes -> changes > 0);
        List<Double> without = new ArrayList<>();
        for (int run = 0; run < seconds.size(); run++) {
            without.add(seconds.get(run) - (isAside ? aside.get(run) : 0));
        }
        put(figure(book, way, start, times, without, note));
        if (isAside) {
            Told.Times with = new Told.Times(
                    Work.FIRST_NIGHT, seconds, List.of(), 0, times.scaled(), times.peakMiB(), times.note());
            put(figure(book, way, start, with, seconds, note));
        }
    }

    private void put(Figure figure) {
        figures.put(figure);
        say(String.format(
                Locale.ROOT,
                "  %-50s %-15s %s %s %s %s",
                figure.way(),
                figure.what(),
                figure.start(),
                figure.seconds().isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%.2f s (%.2f to %.2f, %d)",
                                figure.median(),
                                figure.least(),
                                figure.most(),
                                figure.seconds().size()),
                figure.peakMiB() == 0 ? "" : figure.peakMiB() + " MiB",
                figure.note()));
    }
}
