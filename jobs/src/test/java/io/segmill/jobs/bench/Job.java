package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.book.BookKind;
import io.segmill.jobs.bench.data.BenchData;
import io.segmill.jobs.bench.way.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a process of its own is started for.
 *
 * @param sql where DuckDB's statements stand ready, for a process that is timed as a whole; else empty
 * @param told where the process leaves what it found
 * @param into below which it writes members
 */
record Job(String way, BookKind kind, int size, double scale, List<Work> works, String sql, Path told, Path into) {
    private static final int WORDS = 8;

    Job {
        works = List.copyOf(works);
    }

    List<String> arguments(Options options) {
        List<String> arguments = new ArrayList<>(List.of(
                way,
                kind.name(),
                String.valueOf(size),
                String.valueOf(scale),
                works.stream().map(Work::name).collect(Collectors.joining(",")),
                sql,
                told.toString(),
                into.toString()));
        arguments.addAll(options.arguments());
        return arguments;
    }

    static Job of(String[] words) {
        return new Job(
                words[0],
                BookKind.valueOf(words[1]),
                Integer.parseInt(words[2]),
                Double.parseDouble(words[3]),
                Stream.of(words[4].split(",")).map(Work::valueOf).toList(),
                words[5],
                Path.of(words[6]),
                Path.of(words[7]));
    }

    static Options options(String[] words) {
        return Options.of(Arrays.asList(words).subList(WORDS, words.length));
    }

    /** Read from the files that were written for it before. */
    Book book(Options options) {
        return Book.read(kind, size, options.seed(), BenchData.at(options.data(), scale), options.projects());
    }
}
