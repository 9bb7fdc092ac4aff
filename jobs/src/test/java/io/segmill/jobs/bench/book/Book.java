package io.segmill.jobs.bench.book;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.condition.Condition;
import io.segmill.core.problem.Severity;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.core.schema.Column;
import io.segmill.jobs.bench.data.BenchData;
import io.segmill.jobs.bench.data.BenchSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * So many segments over the benchmark's data, as a project whose files were read and checked like any other's.
 *
 * @param folder the project's
 */
public record Book(BookKind kind, int size, long seed, BenchData data, Path folder, CheckedProject project) {
    /** The last year of the sales is complete; those of January 2003 are not seen. */
    public static final LocalDate AS_OF = LocalDate.of(2002, 12, 31);

    private static final String SETTINGS = """
            name: benchmark
            as-of: %s
            warehouse: %s
            spark: {master: "local[%d]"}
            customer: {source: customer, key: customer_id}
            relationships:
              - {from: customer.address_id, to: customer_address.address_id, as: address}
              - {from: customer.household_id, to: household_demographics.household_id, as: household}
              - {from: household_demographics.income_band_id, to: income_band.income_band_id}
              - {from: store_sales.customer_id, to: customer.customer_id}
              - {from: store_sales.item_id, to: item.item_id}
              - {from: catalog_sales.customer_id, to: customer.customer_id}
              - {from: catalog_sales.item_id, to: item.item_id}
              - {from: web_sales.customer_id, to: customer.customer_id}
              - {from: web_sales.item_id, to: item.item_id}
            """;

    /** Writes the project's files into a folder of its own and checks them. */
    public static Book written(BookKind kind, int size, long seed, BenchData data, int threads, Path root) {
        Path folder = folder(kind, size, data, root);
        BenchData.clear(folder);
        try {
            Files.createDirectories(folder.resolve("sources"));
            Files.createDirectories(folder.resolve("segments"));
            Files.writeString(folder.resolve("segmill.yaml"), SETTINGS.formatted(AS_OF, data.warehouse(), threads));
            for (BenchSource source : BenchSource.values()) {
                Files.writeString(folder.resolve("sources").resolve(source.id() + ".yaml"), yaml(source));
            }
            for (SegmentText segment : kind.segments(seed, size)) {
                Files.writeString(folder.resolve("segments").resolve(segment.id() + ".yaml"), segment.yaml());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read(kind, size, seed, data, root);
    }

    /** Checks the files that {@link #written} wrote. */
    public static Book read(BookKind kind, int size, long seed, BenchData data, Path root) {
        Path folder = folder(kind, size, data, root);
        return new Book(kind, size, seed, data, folder, checked(folder));
    }

    private static Path folder(BookKind kind, int size, BenchData data, Path root) {
        return root.resolve(kind.word() + "-" + size + "-" + data.folder().getFileName());
    }

    private static String yaml(BenchSource source) {
        StringBuilder yaml = new StringBuilder("format: delta\npath: " + source.id() + "\ncolumns:\n");
        for (Column column : source.columns()) {
            yaml.append("  - {name: " + column.name() + ", type: \"" + column.type() + "\"}\n");
        }
        source.key().ifPresent(key -> yaml.append("key: [" + key + "]\n"));
        source.eventTime().ifPresent(column -> yaml.append("event-time: " + column + "\n"));
        return yaml.toString();
    }

    private static CheckedProject checked(Path folder) {
        ProjectChecker.Outcome outcome = ProjectChecker.check(folder, Map.of());
        return outcome.project()
                .orElseThrow(() -> new IllegalStateException(outcome.problems().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .limit(5)
                        .toList()
                        .toString()));
    }

    /** In dependency order. */
    public List<Segment> segments() {
        return project.segmentsInDependencyOrder();
    }

    /** Some of them, spread evenly; all where there are no more. */
    public List<Segment> sample(int count) {
        List<Segment> segments = segments();
        int taken = Math.min(count, segments.size());
        return IntStream.range(0, taken)
                .mapToObj(index -> segments.get((int) ((long) index * segments.size() / taken)))
                .toList();
    }

    public static Selection.Where selection(Segment segment) {
        return (Selection.Where) segment.selection();
    }

    public static Condition condition(Segment segment) {
        return selection(segment).condition();
    }

    /** As files name it: {@code realistic-1000-scale-1}. */
    public String name() {
        return kind.word() + "-" + size + "-" + data.folder().getFileName();
    }
}
