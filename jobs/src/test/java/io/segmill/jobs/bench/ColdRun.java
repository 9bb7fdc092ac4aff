package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.sql.Script;
import io.segmill.jobs.bench.way.Done;
import io.segmill.jobs.bench.way.DuckDb;
import io.segmill.jobs.bench.way.Way;
import io.segmill.jobs.bench.way.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that does one work once and is timed from its start to its end. DuckDB's finds its SQL ready and reads no
 * project; so it cannot tell of how many segments that is a sample, nor need it.
 */
final class ColdRun {
    private ColdRun() {}

    public static void main(String[] words) throws IOException {
        Job job = Job.of(words);
        Options options = Job.options(words);
        if (job.sql().isEmpty()) {
            run(job, options);
        } else {
            runScript(job, options);
        }
        System.exit(0);
    }

    private static void run(Job job, Options options) {
        Work work = job.works().get(0);
        Book book = job.book(options);
        try (Way way = new Ways(options).open(job.way(), job.scale())) {
            double scaled = (double) book.size() / way.asked(book).size();
            way.prepare(work, book, job.into());
            long start = System.nanoTime();
            Done done = way.done(work, book, job.into());
            double seconds = since(start);
            Told.add(job.told(), done.counts());
            if (work == Work.PUBLISHED) {
                Told.add(job.told(), new Told.Written(job.into(), way.memberFiles()), way.asked(book));
            }
            tell(job, seconds, done.aside(), 0, scaled);
        }
    }

    private static void runScript(Job job, Options options) throws IOException {
        Path file = Path.of(job.sql());
        Script script = Script.of(file.getFileName().toString(), Files.readString(file));
        try (DuckDb duckDb = new Ways(options).duckDb()) {
            long before = System.nanoTime();
            duckDb.prepare(script);
            double prepared = since(before);
            long start = System.nanoTime();
            Told.add(job.told(), duckDb.run(script, job.into()));
            tell(job, since(start), 0, prepared, 1);
        } catch (DuckDb.OutOfMemory e) {
            Told.add(
                    job.told(),
                    new Told.Times(job.works().get(0), List.of(), List.of(), 0, 1, Machine.peakMiB(), "out of memory"));
        }
    }

    private static void tell(Job job, double seconds, double aside, double around, double scaled) {
        Told.add(
                job.told(),
                new Told.Times(
                        job.works().get(0), List.of(seconds), List.of(aside), around, scaled, Machine.peakMiB(), ""));
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
