package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.data.BenchData;
import io.segmill.jobs.bench.way.Done;
import io.segmill.jobs.bench.way.DuckDb;
import io.segmill.jobs.bench.way.Way;
import io.segmill.jobs.bench.way.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that does the works of a way again and again, and takes their times once it is warm. */
final class WarmRun {
    private static final int WARM_UPS = 20;

    private final Job job;
    private final Options options;
    private final Book book;
    private final Way way;
    private int runs;
    private Path folder;
    private Path kept;

    private WarmRun(Job job, Options options, Book book, Way way) {
        this.job = job;
        this.options = options;
        this.book = book;
        this.way = way;
        this.folder = job.into();
        this.kept = job.into();
    }

    public static void main(String[] words) throws IOException {
        Job job = Job.of(words);
        Options options = Job.options(words);
        Book book = job.book(options);
        try (Way way = new Ways(options).open(job.way(), job.scale())) {
            WarmRun run = new WarmRun(job, options, book, way);
            for (Work work : job.works()) {
                run.measure(work);
            }
        }
        System.exit(0);
    }

    private record Timed(Done done, double seconds) {}

    private void measure(Work work) throws IOException {
        double scaled = (double) book.size() / way.asked(book).size();
        try {
            List<Double> seconds = new ArrayList<>();
            List<Double> aside = new ArrayList<>();
            Timed last = warmedUp(work);
            Told.add(job.told(), last.done().counts());
            double left = options.patience();
            if (last.seconds() > left) {
                seconds.add(last.seconds() * scaled);
                aside.add(last.done().aside() * scaled);
            }
            while (seconds.size() < options.repetitions() && left > last.seconds()) {
                last = timed(work);
                left -= last.seconds();
                seconds.add(last.seconds() * scaled);
                aside.add(last.done().aside() * scaled);
            }
            if (work == Work.PUBLISHED) {
                Told.add(job.told(), new Told.Written(folder, way.memberFiles()), way.asked(book));
                kept = folder;
            }
            tell(work, seconds, aside, scaled, last.done().note());
        } catch (DuckDb.OutOfMemory | OutOfMemoryError e) {
            tell(work, List.of(), List.of(), scaled, "out of memory");
        }
    }

    private void tell(Work work, List<Double> seconds, List<Double> aside, double scaled, String note) {
        Told.add(job.told(), new Told.Times(work, seconds, aside, 0, scaled, Machine.peakMiB(), note));
    }

    /** The last run of those whose times do not count; where even one of them takes long, there is no other. */
    private Timed warmedUp(Work work) throws IOException {
        long start = System.nanoTime();
        Timed last = timed(work);
        for (int run = 1; run < WARM_UPS && since(start) < options.warmUp(); run++) {
            last = timed(work);
        }
        return last;
    }

    /** In a folder of its own: Delta remembers tables by their places. */
    private Timed timed(Work work) throws IOException {
        if (!folder.equals(kept)) {
            BenchData.clear(folder);
        }
        runs++;
        folder = job.into().resolve("run-" + runs);
        Files.createDirectories(folder);
        way.prepare(work, book, folder);
        long start = System.nanoTime();
        Done done = way.done(work, book, folder);
        return new Timed(done, since(start));
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
