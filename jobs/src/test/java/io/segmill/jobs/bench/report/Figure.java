package io.segmill.jobs.bench.report;

import io.segmill.jobs.bench.way.Work;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What was measured of one way.
 *
 * @param what the work, in words
 * @param start {@code warm} or {@code cold}
 * @param seconds of each run, ascending; none where it did not get through
 * @param asked how many runs were asked for
 * @param peakMiB of the whole process, resident; 0 where it was not measured
 * @param note why there are no seconds, or how they came about; may be empty
 */
public record Figure(
        String scale,
        String book,
        int size,
        String way,
        String what,
        String start,
        List<Double> seconds,
        int asked,
        long peakMiB,
        String note) {
    public Figure {
        seconds = seconds.stream().sorted().toList();
    }

    boolean is(Work work) {
        return what.equals(work.word());
    }

    public double median() {
        int middle = seconds.size() / 2;
        return seconds.size() % 2 == 1
                ? seconds.get(middle)
                : DoubleStream.of(seconds.get(middle - 1), seconds.get(middle))
                        .average()
                        .orElseThrow();
    }

    public double least() {
        return seconds.get(0);
    }

    public double most() {
        return seconds.get(seconds.size() - 1);
    }

    /** Measured again, it is replaced. */
    public String key() {
        return String.join("\t", scale, book, String.valueOf(size), way, what, start);
    }

    String line() {
        String all = seconds.stream().map(String::valueOf).collect(Collectors.joining(" "));
        return String.join("\t", "figure", key(), all, String.valueOf(asked), String.valueOf(peakMiB), note);
    }

    static Figure of(String[] fields) {
        return new Figure(
                fields[1],
                fields[2],
                Integer.parseInt(fields[3]),
                fields[4],
                fields[5],
                fields[6],
                Stream.of(fields[7].split(" "))
                        .filter(text -> !text.isEmpty())
                        .map(Double::valueOf)
                        .toList(),
                Integer.parseInt(fields[8]),
                Long.parseLong(fields[9]),
                fields[10]);
    }
}
