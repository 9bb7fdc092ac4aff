package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.data.BenchData;
import io.segmill.jobs.bench.report.Figures;
import io.segmill.jobs.bench.report.Report;
import io.segmill.jobs.bench.way.SharedRefresh;
import io.segmill.jobs.bench.way.Way;
import io.segmill.jobs.bench.way.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What further segments cost in a pass: the smallest and the greatest of the books asked for, evaluated in turns in one
 * process, since two processes differ by more than a hundred segments cost. Started by {@code jobs/benchmark further
 * [OPTIONS]}, with {@link Options}, once the benchmark has made the data.
 */
public final class FurtherSegments {
    private final Options options;
    private final Way way;
    private final Book fewer;
    private final Book more;

    private FurtherSegments(Options options, Way way, Book fewer, Book more) {
        this.options = options;
        this.way = way;
        this.fewer = fewer;
        this.more = more;
    }

    public static void main(String[] words) {
        List<String> usual = List.of("--sizes", "900,1000", "--repetitions", "21");
        Options options =
                Options.of(Stream.concat(usual.stream(), Arrays.stream(words)).toList());
        if (options.sizes().stream().distinct().count() < 2) {
            throw new IllegalArgumentException("--sizes wants two, such as 900,1000");
        }
        double scale = options.scales().get(0);
        BenchData data = BenchData.at(options.data(), scale);
        List<Book> books = options.sizes().stream()
                .map(size -> Book.written(
                        options.books().get(0), size, options.seed(), data, options.threads(), options.projects()))
                .toList();
        try (Way way = new Ways(options).open(SharedRefresh.NAME, scale)) {
            new FurtherSegments(options, way, books.get(0), books.get(books.size() - 1)).measure();
        }
        System.exit(0);
    }

    private void measure() {
        long start = System.nanoTime();
        while ((System.nanoTime() - start) / 1e9 < options.warmUp()) {
            seconds(fewer);
            seconds(more);
        }
        List<Double> further = new ArrayList<>();
        for (int round = 0; round < options.repetitions(); round++) {
            boolean isFewerFirst = round % 2 == 0;
            double first = seconds(isFewerFirst ? fewer : more);
            double second = seconds(isFewerFirst ? more : fewer);
            double ofFewer = isFewerFirst ? first : second;
            double ofMore = isFewerFirst ? second : first;
            further.add(1e3 * (ofMore - ofFewer) / (more.size() - fewer.size()));
            System.out.printf(Locale.ROOT, "%s %.2f s, %s %.2f s%n", fewer.name(), ofFewer, more.name(), ofMore);
        }
        further.sort(null);
        String told = String.format(
                Locale.ROOT,
                "from %,d to %,d segments: %.2f ms a further segment, half of %d rounds between %.2f and %.2f",
                fewer.size(),
                more.size(),
                further.get(further.size() / 2),
                further.size(),
                further.get(further.size() / 4),
                further.get(3 * further.size() / 4));
        System.out.println(told);
        new Figures(options.figures())
                .putFact(
                        Report.further(
                                BenchData.text(more.data().scale()), more.kind().word()),
                        told);
    }

    private double seconds(Book book) {
        long start = System.nanoTime();
        way.done(Work.EVALUATED, book, options.scratch());
        return (System.nanoTime() - start) / 1e9;
    }
}
