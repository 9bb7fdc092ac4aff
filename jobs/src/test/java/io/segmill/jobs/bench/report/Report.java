package io.segmill.jobs.bench.report;

import io.segmill.jobs.bench.way.SharedRefresh;
import io.segmill.jobs.bench.way.SparkFloor;
import io.segmill.jobs.bench.way.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The page of all figures, with a plot beside it. */
public final class Report {
    private static final String PLOT = "benchmark.svg";
    private static final List<String> ENVIRONMENT = List.of("machine", "java", "spark", "duckdb", "threads", "seed");
    private static final List<Work> WORKS = List.of(Work.EVALUATED, Work.PUBLISHED);

    private final Figures figures;

    public Report(Figures figures) {
        this.figures = figures;
    }

    /** Writes {@code benchmark.md} and its plot into a folder. */
    public void write(Path folder) {
        StringBuilder facts = new StringBuilder("| | |\n|---|---|\n");
        for (String name : ENVIRONMENT) {
            figures.fact(name).ifPresent(fact -> facts.append("| " + name + " | " + fact + " |\n"));
        }
        StringBuilder tables = new StringBuilder();
        List<Plot.Chart> charts = new ArrayList<>();
        for (String scale : different(figures.all(), Figure::scale)) {
            tables.append("\n## Scale " + scale + "\n");
            figures.fact("scale-" + scale).ifPresent(rows -> tables.append("Rows: " + rows + ".\n"));
            List<Figure> ofScale = figures.where(figure -> figure.scale().equals(scale));
            for (String book : different(ofScale, Figure::book)) {
                List<Figure> ofBook = ofScale.stream()
                        .filter(figure -> figure.book().equals(book))
                        .toList();
                tables.append(tables(scale, book, ofBook));
                for (Work work : WORKS) {
                    charts.add(
                            chart("Scale " + scale + ", " + book + " book, " + work.word() + ", warm", ofBook, work));
                }
            }
        }
        List<Figure> measured = figures.where(figure -> !figure.seconds().isEmpty());
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("benchmark.md"), page().formatted(facts, PLOT, tables));
            Files.writeString(folder.resolve(PLOT), new Plot(names(measured)).svg(charts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page() throws IOException {
        try (var page = Report.class.getResourceAsStream("benchmark.md")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static <T> List<T> different(List<Figure> figures, Function<Figure, T> of) {
        return figures.stream().map(of).distinct().toList();
    }

    /** Ours first, the floors last. */
    private static List<String> ways(List<Figure> figures) {
        return figures.stream()
                .sorted(Comparator.comparing((Figure figure) -> !figure.way().equals(SharedRefresh.NAME))
                        .thenComparing(figure -> figure.is(Work.READ))
                        .thenComparing(Figure::way))
                .map(Figure::way)
                .distinct()
                .toList();
    }

    private static List<Plot.Name> names(List<Figure> figures) {
        return ways(figures).stream()
                .map(way -> new Plot.Name(
                        way, figures.stream().anyMatch(figure -> figure.way().equals(way) && figure.is(Work.READ))))
                .toList();
    }

    private static List<Integer> sizes(List<Figure> figures) {
        return figures.stream().map(Figure::size).distinct().sorted().toList();
    }

    private static List<Figure> chosen(List<Figure> figures, String start, Work... works) {
        return figures.stream()
                .filter(figure ->
                        figure.start().equals(start) && List.of(works).stream().anyMatch(figure::is))
                .toList();
    }

    private static Plot.Chart chart(String title, List<Figure> figures, Work work) {
        List<Figure> shown = chosen(figures, "warm", work, Work.READ).stream()
                .filter(figure -> !figure.seconds().isEmpty())
                .sorted(Comparator.comparingInt(Figure::size))
                .toList();
        return new Plot.Chart(
                title,
                ways(shown).stream()
                        .map(way -> new Plot.Line(
                                way,
                                shown.stream()
                                        .filter(figure -> figure.way().equals(way))
                                        .map(figure -> new Plot.Point(figure.size(), figure.median()))
                                        .toList()))
                        .toList());
    }

    private String tables(String scale, String book, List<Figure> figures) {
        StringBuilder tables = new StringBuilder("\n### Scale " + scale + ", " + book + " book\n");
        tables.append("| segments | |\n|---:|---|\n");
        for (int size : sizes(figures)) {
            String name = book + "-" + size + "-scale-" + scale;
            tables.append(String.format(
                    Locale.ROOT,
                    "| %,d | %s, %s memberships |%n",
                    size,
                    this.figures.fact(name).orElse(""),
                    this.figures.fact(name + " memberships").orElse("unknown")));
        }
        for (String start : List.of("warm", "cold")) {
            for (Work work : WORKS) {
                if (!chosen(figures, start, work).isEmpty()) {
                    tables.append(compared(start, work, figures));
                }
            }
        }
        return tables.append(nights(figures))
                .append(growth(scale, book, figures))
                .toString();
    }

    private static String compared(String start, Work work, List<Figure> figures) {
        List<Figure> compared = chosen(figures, start, work, work == Work.EVALUATED ? Work.READ : work);
        List<Figure> withChanges = work == Work.PUBLISHED ? chosen(figures, start, Work.FIRST_NIGHT) : List.of();
        List<Integer> sizes = sizes(compared);
        Table table = new Table(
                Character.toUpperCase(start.charAt(0)) + start.substring(1) + ", " + work.word() + ", seconds",
                sizes.stream()
                        .map(size -> String.format(Locale.ROOT, "%,d", size))
                        .toList());
        for (String way : ways(compared)) {
            table.row(way, sizes, size -> cell(compared, way, size));
            if (way.equals(SharedRefresh.NAME) && !withChanges.isEmpty()) {
                table.row("the same, with a first night's `changes`", sizes, size -> cell(withChanges, way, size));
            }
        }
        table.row(
                "**the best DuckDB way : Segmill**",
                sizes,
                size -> ratio(bestDuckDb(compared, size), of(compared, SharedRefresh.NAME, size)));
        if (work == Work.EVALUATED && start.equals("warm")) {
            table.row(
                    "**Segmill : Spark's floor**",
                    sizes,
                    size -> ratio(of(compared, SharedRefresh.NAME, size), of(compared, SparkFloor.NAME, size)));
        }
        return table.toString();
    }

    private static String nights(List<Figure> figures) {
        List<Figure> nights =
                chosen(figures, "warm", Work.FIRST_NIGHT, Work.UNCHANGED_NIGHT, Work.CHANGED_NIGHT).stream()
                        .filter(figure ->
                                !chosen(figures, "warm", Work.UNCHANGED_NIGHT).isEmpty())
                        .toList();
        List<Integer> sizes = sizes(chosen(nights, "warm", Work.UNCHANGED_NIGHT, Work.CHANGED_NIGHT));
        if (sizes.isEmpty()) {
            return "";
        }
        Table table = new Table(
                "Nights of Segmill, published, warm, seconds",
                sizes.stream()
                        .map(size -> String.format(Locale.ROOT, "%,d", size))
                        .toList());
        for (Work work : List.of(Work.FIRST_NIGHT, Work.UNCHANGED_NIGHT, Work.CHANGED_NIGHT)) {
            table.row(work.word(), sizes, size -> cell(chosen(nights, "warm", work), SharedRefresh.NAME, size));
        }
        for (Work work : List.of(Work.UNCHANGED_NIGHT, Work.CHANGED_NIGHT)) {
            table.row(
                    "**" + work.word() + " : first night**",
                    sizes,
                    size -> ratio(
                            of(chosen(nights, "warm", work), SharedRefresh.NAME, size),
                            of(chosen(nights, "warm", Work.FIRST_NIGHT), SharedRefresh.NAME, size)));
        }
        return table.toString();
    }

    /** The name of the fact that tells what a further segment costs, measured in one process. */
    public static String further(String scale, String book) {
        return "further-" + book + "-scale-" + scale;
    }

    /** What more segments cost. */
    private String growth(String scale, String book, List<Figure> figures) {
        StringBuilder growth = new StringBuilder();
        for (Work work : WORKS) {
            List<Figure> ours = chosen(figures, "warm", work).stream()
                    .filter(figure -> figure.way().equals(SharedRefresh.NAME)
                            && !figure.seconds().isEmpty())
                    .sorted(Comparator.comparingInt(Figure::size))
                    .toList();
            for (int index = 1; index < ours.size(); index++) {
                Figure fewer = ours.get(index - 1);
                Figure more = ours.get(index);
                growth.append(String.format(
                        Locale.ROOT,
                        "- %s, from %,d to %,d segments: %.2f times the time, %.2f ms a further segment%n",
                        work.word(),
                        fewer.size(),
                        more.size(),
                        more.median() / fewer.median(),
                        1e3 * (more.median() - fewer.median()) / (more.size() - fewer.size())));
            }
        }
        this.figures
                .fact(further(scale, book))
                .ifPresent(told -> growth.append("- evaluated, in turns in one process, " + told + "\n"));
        return growth.isEmpty() ? "" : "\nSegmill, warm:\n" + growth;
    }

    private static List<Figure> of(List<Figure> figures, String way, int size) {
        return figures.stream()
                .filter(figure -> figure.way().equals(way) && figure.size() == size)
                .toList();
    }

    private static List<Figure> bestDuckDb(List<Figure> figures, int size) {
        return figures.stream()
                .filter(figure -> figure.way().startsWith("DuckDB")
                        && !figure.is(Work.READ)
                        && figure.size() == size
                        && !figure.seconds().isEmpty())
                .min(Comparator.comparingDouble(Figure::median))
                .stream()
                .toList();
    }

    private static String ratio(List<Figure> above, List<Figure> below) {
        boolean isKnown = above.stream().anyMatch(figure -> !figure.seconds().isEmpty())
                && below.stream().anyMatch(figure -> !figure.seconds().isEmpty());
        return isKnown ? "**" + number(above.get(0).median() / below.get(0).median()) + "**" : "";
    }

    private static String cell(List<Figure> figures, String way, int size) {
        return of(figures, way, size).stream().map(Report::cell).findFirst().orElse("");
    }

    private static String cell(Figure figure) {
        List<String> cell = new ArrayList<>();
        if (!figure.seconds().isEmpty()) {
            String spread =
                    figure.seconds().size() > 1 ? number(figure.least()) + "–" + number(figure.most()) : "one run";
            cell.add(number(figure.median()) + " (" + spread + ")");
        }
        if (figure.peakMiB() > 0) {
            cell.add(String.format(Locale.ROOT, "%,d MiB", figure.peakMiB()));
        }
        if (!figure.note().isEmpty()) {
            cell.add(figure.note());
        }
        return String.join("; ", cell);
    }

    private static String number(double number) {
        return String.format(
                Locale.ROOT, number >= 100 ? "%,.0f" : number >= 10 ? "%.1f" : number >= 0.1 ? "%.2f" : "%.3f", number);
    }
}
