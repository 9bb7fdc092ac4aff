package io.segmill.jobs.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The page of all figures, with a plot beside it. */
public final class Report {
    /** The way that the others are compared with. */
    public static final String OURS = "Segmill, all segments in one pass";

    private static final String PLOT = "benchmark.svg";
    private static final String TEXT = """
            # Benchmark

            How long it takes to find the members of many segments: Segmill's one pass for all of them beside Spark and DuckDB, asked as one would ask
            them without it. This page and its plot are written by the program that measures (`jobs/src/test/java/io/segmill/jobs/bench`):

            ```
            mvn -q -pl pipeline-core,jobs -Pbench process-test-classes
            ```

            | property | default | |
            |---|---|---|
            | `-Dbench.scales=1,10` | `1` | scales of TPC-DS; data are made once, some minutes a scale |
            | `-Dbench.data=DIR` | `jobs/target/bench/data` | where they are kept |
            | `-Dbench.sizes=…` | `1,10,100,1000,5000` | segments a book |
            | `-Dbench.books=…` | `realistic,adversarial` | |
            | `-Dbench.parts=…` | `warm,cold,report` | figures of earlier runs are kept in `jobs/target/bench/figures.tsv`, so that parts add up |
            | `-Dbench.ways=…` | all | words of which a way's name holds one: `DuckDB`, `Spark`, `wide` … |
            | `-Dbench.repetitions=…` | `5` | |
            | `-Dbench.patience=…` | `120` | seconds after which a way is not repeated any more |
            | `-Dbench.longest=…` | `600` | seconds; a way that a book ten times shorter tells to take four times that is not run |
            | `-Dbench.cold-sizes=…` | `1000` | books that are also measured in new processes |
            | `-Dbench.sample=…` | `20` | how many segments Spark is asked one query each; the time is scaled to the book |
            | `-Dbench.threads`, `-Dbench.heap`, `-Dbench.memory`, `-Dbench.seed` | `2`, `4g`, `8GB`, `42` | for everyone; of every JVM; of DuckDB; of the books |

            The SQL that DuckDB is asked lies in `jobs/target/bench/sql` afterwards. Figures are of this machine and these versions:

            %s
            Every way reads the same Parquet files (Segmill and Spark as Delta tables, as a first night's ingestion leaves them). *Evaluated*: members are counted and
            kept nowhere. *Published*: members are written with the four columns of `segments/members`, by the peers as plain Parquet. *Warm*: in a process that has done
            it before. *Cold*: a whole process from start to end; DuckDB's is a JVM that finds its SQL ready. All ways must find equal numbers of members in each segment before a
            time counts. Seconds are medians, with the fastest and the slowest run behind them.

            ![Seconds by number of segments, warm](%s)
            %s""";

    private static final List<String> ENVIRONMENT = List.of("machine", "java", "spark", "duckdb", "threads", "seed");

    private final Figures figures;

    public Report(Figures figures) {
        this.figures = figures;
    }

    /** Writes {@code benchmark.md} and its plot into a folder. */
    public void write(Path folder) {
        StringBuilder facts = new StringBuilder("| | |\n|---|---|\n");
        for (String name : ENVIRONMENT) {
            figures.fact(name).ifPresent(fact -> facts.append("| ")
                    .append(name)
                    .append(" | ")
                    .append(fact)
                    .append(" |\n"));
        }
        StringBuilder tables = new StringBuilder();
        List<Plot.Chart> charts = new ArrayList<>();
        for (String scale : different(Figure::scale, figure -> true)) {
            figures.fact("scale-" + scale)
                    .ifPresent(rows -> tables.append("\n## Scale " + scale + "\nRows: " + rows + ".\n"));
            for (String book : different(Figure::book, figure -> figure.scale().equals(scale))) {
                tables.append(tables(scale, book));
                charts.add(chart(scale, book, "evaluated"));
                charts.add(chart(scale, book, "published"));
            }
        }
        List<String> names = different(Figure::way, figure -> !figure.seconds().isEmpty());
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("benchmark.md"), TEXT.formatted(facts, PLOT, tables));
            Files.writeString(folder.resolve(PLOT), new Plot(names).svg(charts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ours first, the floors last. */
    private List<String> different(Function<Figure, String> of, java.util.function.Predicate<Figure> wanted) {
        return figures.where(wanted::test).stream()
                .sorted(Comparator.comparing((Figure figure) -> !figure.way().equals(OURS))
                        .thenComparing(figure -> figure.what().equals("read"))
                        .thenComparing(figure -> figure.scale().length()))
                .map(of)
                .distinct()
                .toList();
    }

    private Plot.Chart chart(String scale, String book, String what) {
        List<Plot.Line> lines = new ArrayList<>();
        for (String way : different(Figure::way, figure -> true)) {
            List<Plot.Point> points = figures
                    .where(figure -> figure.scale().equals(scale)
                            && figure.book().equals(book)
                            && figure.way().equals(way)
                            && (figure.what().equals(what) || figure.what().equals("read"))
                            && figure.start().equals("warm")
                            && !figure.seconds().isEmpty())
                    .stream()
                    .sorted(Comparator.comparingInt(Figure::size))
                    .map(figure -> new Plot.Point(figure.size(), figure.median()))
                    .toList();
            lines.add(new Plot.Line(way, points));
        }
        return new Plot.Chart("Scale " + scale + ", " + book + " book, " + what + ", warm", lines);
    }

    private String tables(String scale, String book) {
        List<Figure> all = figures.where(
                figure -> figure.scale().equals(scale) && figure.book().equals(book));
        List<Integer> sizes = all.stream().map(Figure::size).distinct().sorted().toList();
        StringBuilder tables = new StringBuilder("\n### Scale " + scale + ", " + book + " book\n");
        tables.append("| segments | |\n|---:|---|\n");
        for (int size : sizes) {
            String name = book + "-" + size + "-scale-" + scale;
            tables.append(String.format(
                    Locale.ROOT,
                    "| %,d | %s, %s memberships |%n",
                    size,
                    figures.fact(name).orElse(""),
                    figures.fact(name + " memberships").orElse("unknown")));
        }
        for (String start : List.of("warm", "cold")) {
            for (String what : List.of("evaluated", "published")) {
                List<Figure> wanted = all.stream()
                        .filter(figure -> figure.start().equals(start)
                                && (figure.what().equals(what) || figure.what().equals("read")))
                        .toList();
                if (wanted.stream().anyMatch(figure -> figure.what().equals(what))) {
                    tables.append(table(start, what, wanted));
                }
            }
        }
        return tables.toString();
    }

    private static String table(String start, String what, List<Figure> figures) {
        List<Integer> sizes =
                figures.stream().map(Figure::size).distinct().sorted().toList();
        StringBuilder table = new StringBuilder();
        String head = Character.toUpperCase(start.charAt(0)) + start.substring(1) + ", " + what + ", seconds";
        table.append("\n| ").append(head).append(" |");
        sizes.forEach(size -> table.append(String.format(Locale.ROOT, " %,d |", size)));
        table.append("\n|---|").append("---:|".repeat(sizes.size())).append('\n');
        List<String> ways = figures.stream()
                .sorted(Comparator.comparing((Figure figure) -> !figure.way().equals(OURS))
                        .thenComparing(figure -> figure.what().equals("read")))
                .map(Figure::way)
                .distinct()
                .toList();
        for (String way : ways) {
            row(table, way, sizes, size -> of(figures, way, size)
                    .map(Report::cell)
                    .orElse(""));
        }
        if (ways.contains(OURS)) {
            row(
                    table,
                    "**the best DuckDB way : Segmill**",
                    sizes,
                    size -> ratio(bestDuckDb(figures, size), of(figures, OURS, size)));
            for (String floor : ways) {
                if (figures.stream()
                        .anyMatch(figure ->
                                figure.way().equals(floor) && figure.what().equals("read"))) {
                    row(
                            table,
                            "**Segmill : " + floor + "**",
                            sizes,
                            size -> ratio(of(figures, OURS, size), of(figures, floor, size)));
                }
            }
        }
        return table.toString();
    }

    private static void row(StringBuilder table, String title, List<Integer> sizes, Function<Integer, String> cell) {
        table.append(sizes.stream().map(cell).collect(Collectors.joining(" | ", "| " + title + " | ", " |\n")));
    }

    private static Optional<Figure> of(List<Figure> figures, String way, int size) {
        return figures.stream()
                .filter(figure -> figure.way().equals(way) && figure.size() == size)
                .findFirst();
    }

    private static Optional<Figure> bestDuckDb(List<Figure> figures, int size) {
        return figures.stream()
                .filter(figure -> figure.way().startsWith("DuckDB")
                        && !figure.what().equals("read")
                        && figure.size() == size
                        && !figure.seconds().isEmpty())
                .min(Comparator.comparingDouble(Figure::median));
    }

    private static String ratio(Optional<Figure> above, Optional<Figure> below) {
        return above.isEmpty()
                        || below.isEmpty()
                        || above.get().seconds().isEmpty()
                        || below.get().seconds().isEmpty()
                ? ""
                : "**" + number(above.get().median() / below.get().median()) + "**";
    }

    private static String cell(Figure figure) {
        StringBuilder cell = new StringBuilder();
        if (!figure.seconds().isEmpty()) {
            cell.append(number(figure.median()));
            if (figure.seconds().size() > 1) {
                cell.append(" (" + number(figure.least()) + "–" + number(figure.most()) + ")");
            } else {
                cell.append(" (one run)");
            }
        }
        if (figure.peakMiB() > 0) {
            cell.append(String.format(Locale.ROOT, ", %,d MiB", figure.peakMiB()));
        }
        if (!figure.note().isEmpty()) {
            cell.append(cell.isEmpty() ? "" : "; ").append(figure.note());
        }
        return cell.toString();
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, number >= 100 ? "%,.0f" : number >= 10 ? "%.1f" : "%.2f", number);
    }
}
