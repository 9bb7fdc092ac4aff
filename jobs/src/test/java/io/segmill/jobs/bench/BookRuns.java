package io.segmill.jobs.bench;

import io.segmill.core.project.Segment;
import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.data.BenchData;
import io.segmill.jobs.bench.report.Figure;
import io.segmill.jobs.bench.report.Figures;
import io.segmill.jobs.bench.sql.Scripts;
import io.segmill.jobs.bench.way.Counts;
import io.segmill.jobs.bench.way.DuckDb;
import io.segmill.jobs.bench.way.SharedRefresh;
import io.segmill.jobs.bench.way.SparkQueries;
import io.segmill.jobs.bench.way.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What is measured of one book, warm and cold; each time is kept as soon as it is believed. */
final class BookRuns {
    private final Options options;
    private final Ways ways;
    private final Figures figures;
    private final Processes processes;
    private final Book book;
    private final Agreed agreed;

    BookRuns(Options options, Figures figures, Processes processes, Book book) {
        this.options = options;
        this.ways = new Ways(options);
        this.figures = figures;
        this.processes = processes;
        this.book = book;
        this.agreed = new Agreed(options.work().resolve("counts"), book);
    }

    /** How many members all segments have together; absent while no way found those of all. */
    Optional<Long> memberships() {
        return agreed.counts().members().size() == book.size()
                ? Optional.of(agreed.counts().memberships())
                : Optional.empty();
    }

    private List<Work> works(String way) {
        if (Ways.isFloor(way)) {
            return List.of(Work.READ);
        }
        List<Work> works = new ArrayList<>(List.of(Work.EVALUATED, Work.PUBLISHED));
        if (way.equals(SharedRefresh.NAME) && options.nightSizes().contains(book.size())) {
            works.addAll(List.of(Work.UNCHANGED_NIGHT, Work.CHANGED_NIGHT));
        }
        return works;
    }

    void warm(String way) {
        List<Work> works =
                works(way).stream().filter(work -> isToDo(way, work, "warm")).toList();
        if (works.isEmpty()) {
            return;
        }
        Job job = job(way, works, "");
        Processes.Ended ended = processes.run(WarmRun.class, job);
        Told told = Told.in(job.told());
        believe(told, book.name() + ", " + way);
        List<Work> left = new ArrayList<>(works);
        for (Told.Times times : told.times()) {
            put(way, "warm", times, times.seconds(), note(times));
            left.remove(times.work());
        }
        for (Work work : left) {
            put(way, "warm", nothing(work), List.of(), ended.isGood() ? "not run" : ended.why());
        }
        BenchData.clear(job.into());
    }

    private static Told.Times nothing(Work work) {
        return new Told.Times(work, List.of(), List.of(), 0, 1, 0, "");
    }

    private String note(Told.Times times) {
        String sampled = times.scaled() == 1
                ? ""
                : String.format(Locale.ROOT, "%.0f measured, times %.0f", book.size() / times.scaled(), times.scaled());
        return Stream.of(sampled, times.note())
                .filter(text -> !text.isEmpty())
                .reduce("", (one, other) -> one.isEmpty() ? other : one + "; " + other);
    }

    private Job job(String way, List<Work> works, String sql) {
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
    private void believe(Told told, String story) {
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

    void cold(String way, Work work) {
        if (!isToDo(way, work, "cold")) {
            return;
        }
        processes.archiveOnce(ColdRun.class, job(SharedRefresh.NAME, List.of(Work.PUBLISHED), ""));
        List<Double> seconds = new ArrayList<>();
        List<Double> aside = new ArrayList<>();
        Told.Times last = nothing(work);
        String why = "";
        long peak = 0;
        double left = options.patience();
        double scaled = (double) book.size() / asked(way).size();
        OptionalDouble warm = scaled == 1 ? OptionalDouble.of(0) : warmSeconds(way, work);
        if (warm.isEmpty()) {
            put(way, "cold", last, List.of(), "not run: a sample is measured warm before");
            return;
        }
        double others = warm.getAsDouble() * (1 - 1 / scaled);
        Optional<Path> sql = Ways.style(way).map(style -> Benchmark.sql(options, book, style, work));
        while (seconds.size() < options.repetitions() && left > 0 && why.isEmpty()) {
            Job job = job(way, List.of(work), sql.map(Path::toString).orElse(""));
            Processes.Ended ended = processes.run(ColdRun.class, job);
            Told told = Told.in(job.told());
            if (sql.isPresent() && work == Work.PUBLISHED) {
                told = told.with(new Told.Written(job.into(), "**/*.parquet"), asked(way));
            }
            if (!ended.isGood() || told.times().isEmpty()) {
                why = ended.why();
            } else if (told.times().get(0).seconds().isEmpty()) {
                why = told.times().get(0).note();
            } else {
                believe(told, book.name() + ", " + way + ", cold");
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
                        asked(way).size());
        put(way, "cold", times, seconds, why.isEmpty() ? sampled : why);
    }

    /** Of the whole book. */
    private OptionalDouble warmSeconds(String way, Work work) {
        String key = figure(way, "warm", nothing(work), List.of(), "").key();
        return figures.where(figure -> figure.key().equals(key)).stream()
                .filter(figure -> !figure.seconds().isEmpty())
                .mapToDouble(Figure::median)
                .findFirst();
    }

    private List<String> asked(String way) {
        int most = book.size();
        if (way.equals(SparkQueries.NAME)) {
            most = options.sparkSample();
        } else if (Ways.style(way).equals(Optional.of(Scripts.Style.QUERY_EACH))) {
            most = options.duckDbSample(book.data().scale());
        }
        return book.sample(most).stream().map(Segment::id).toList();
    }

    /** Not if it is done, and not if it takes too long by what it took for smaller books. */
    private boolean isToDo(String way, Work work, String start) {
        Figure asked = figure(way, start, nothing(work), List.of(), "");
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
                .mapToDouble(figure -> figure.median() * asked(way).size() / figure.size())
                .min()
                .orElse(0);
        if (expected > options.limit()) {
            put(way, start, nothing(work), List.of(), "not run: too long");
            return false;
        }
        return true;
    }

    private Figure figure(String way, String start, Told.Times times, List<Double> seconds, String note) {
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
    private void put(String way, String start, Told.Times times, List<Double> seconds, String note) {
        List<Double> aside = times.aside();
        boolean isAside = aside.stream().anyMatch(changes -> changes > 0);
        List<Double> without = new ArrayList<>();
        for (int run = 0; run < seconds.size(); run++) {
            without.add(seconds.get(run) - (isAside ? aside.get(run) : 0));
        }
        put(figure(way, start, times, without, note));
        if (isAside) {
            Told.Times with = new Told.Times(
                    Work.FIRST_NIGHT, seconds, List.of(), 0, times.scaled(), times.peakMiB(), times.note());
            put(figure(way, start, with, seconds, note));
        }
    }

    private void put(Figure figure) {
        figures.put(figure);
        System.out.println(String.format(
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
