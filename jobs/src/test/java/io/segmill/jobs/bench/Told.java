package io.segmill.jobs.bench;

import io.segmill.jobs.bench.way.Counts;
import io.segmill.jobs.bench.way.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What a process of its own found, told through a file, line by line, so that what was found before it broke down counts.
 *
 * @param counts of the segments that it was asked for
 * @param written where the members of its last run lie; at most one
 * @param asked the segments that it was asked for
 */
record Told(List<Times> times, Counts counts, List<Written> written, List<String> asked) {

    /**
     * Of a work.
     *
     * @param seconds of each run; scaled, where only a sample of the segments was asked for
     * @param aside how many seconds of each went into a first night's changes
     * @param around seconds of the process that are not to be counted
     * @param scaled by how much the seconds were multiplied
     * @param peakMiB of the process up to then
     */
    record Times(
            Work work,
            List<Double> seconds,
            List<Double> aside,
            double around,
            double scaled,
            long peakMiB,
            String note) {
        private String line() {
            return String.join(
                    "\t",
                    "times",
                    work.name(),
                    text(seconds),
                    text(aside),
                    String.valueOf(around),
                    String.valueOf(scaled),
                    String.valueOf(peakMiB),
                    note);
        }

        private static Times of(String[] words) {
            return new Times(
                    Work.valueOf(words[1]),
                    numbers(words[2]),
                    numbers(words[3]),
                    Double.parseDouble(words[4]),
                    Double.parseDouble(words[5]),
                    Long.parseLong(words[6]),
                    words[7]);
        }

        private static String text(List<Double> numbers) {
            return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
        }

        private static List<Double> numbers(String text) {
            return Stream.of(text.split(" "))
                    .filter(word -> !word.isEmpty())
                    .flatMapToDouble(word -> DoubleStream.of(Double.parseDouble(word)))
                    .boxed()
                    .toList();
        }
    }

    /** Members in Parquet files. @param files a pattern below the folder */
    record Written(Path folder, String files) {}

    /** As if the process had told where its members are. */
    Told with(Written members, List<String> segments) {
        return new Told(times, counts, List.of(members), segments);
    }

    static void add(Path file, Times times) {
        append(file, List.of(times.line()));
    }

    static void add(Path file, Counts counts) {
        List<String> lines = new ArrayList<>();
        counts.members().forEach((id, count) -> lines.add("count\t" + id + "\t" + count));
        append(file, lines);
    }

    static void add(Path file, Written written, List<String> asked) {
        List<String> lines = new ArrayList<>();
        lines.add("written\t" + written.folder() + "\t" + written.files());
        asked.forEach(id -> lines.add("asked\t" + id));
        append(file, lines);
    }

    private static void append(Path file, List<String> lines) {
        try {
            Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Told in(Path file) {
        List<Times> times = new ArrayList<>();
        Map<String, Long> counts = new HashMap<>();
        List<Written> written = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] words = line.split("\t", -1);
                switch (words[0]) {
                    case "times" -> times.add(Times.of(words));
                    case "count" -> counts.put(words[1], Long.valueOf(words[2]));
                    case "written" -> written.add(new Written(Path.of(words[1]), words[2]));
                    default -> asked.add(words[1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Told(times, Counts.of(counts), written, asked);
    }
}
