package io.segmill.jobs.bench.way;

import io.segmill.core.project.Segment;
import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.data.BenchData;
import io.segmill.jobs.pass.Evaluated;
import io.segmill.jobs.pass.Expander;
import io.segmill.jobs.pass.SharedPass;
import io.segmill.jobs.pass.plan.SharedPlan;
import io.segmill.jobs.query.SourceTables;
import io.segmill.jobs.segment.SegmentRefresh;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Segmill itself: one pass for all segments of a book, and its Delta tables. */
public final class SharedRefresh implements Way {
    public static final String NAME = "Segmill, one pass";

    private static final int RETENTION_DAYS = 31;

    private final SparkSession spark;
    private final Path scratch;
    private Optional<Night> before = Optional.empty();

    /** @param scratch for the members of a first night, which second nights begin with */
    public SharedRefresh(SparkSession spark, Path scratch) {
        this.spark = spark;
        this.scratch = scratch;
    }

    /** A first night that is over. */
    private record Night(String book, Path folder, Map<TableName, Long> versions) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Work> works() {
        return List.of(Work.EVALUATED, Work.PUBLISHED, Work.UNCHANGED_NIGHT, Work.CHANGED_NIGHT);
    }

    @Override
    public String memberFiles() {
        return "segments/members/*.parquet";
    }

    @Override
    public void prepare(Work work, Book book, Path folder) {
        if (work == Work.UNCHANGED_NIGHT || work == Work.CHANGED_NIGHT) {
            Night first =
                    before.filter(night -> night.book().equals(book.name())).orElseGet(() -> first(book));
            before = Optional.of(first);
            copy(first.folder(), folder);
        }
        if (work == Work.CHANGED_NIGHT) {
            book.data().nextNight(spark);
        }
    }

    private Night first(Book book) {
        Path folder = scratch.resolve("first-night-" + book.name());
        BenchData.clear(folder);
        TableVersions versions = new TableVersions(Map.of());
        night(book, sources(book), warehouse(folder), versions, "first");
        return new Night(book.name(), folder, versions.all());
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Done done(Work work, Book book, Path folder) {
        return switch (work) {
            case READ -> throw new IllegalArgumentException("a pass does more than read");
            case EVALUATED -> Done.with(evaluated(book));
            case PUBLISHED, FIRST_NIGHT -> {
                Map<String, SegmentRefresh.Refreshed> night =
                        night(book, sources(book), warehouse(folder), new TableVersions(Map.of()), "first");
                yield new Done(counts(night), changesSeconds(folder), "");
            }
            case UNCHANGED_NIGHT -> second(book, sources(book), folder);
            case CHANGED_NIGHT -> {
                SourceTables next = SourceTables.of(
                        book.data().nextNight(spark), book.data().versions());
                Done done = second(book, next, folder);
                yield new Done(Counts.none(), 0, done.note());
            }
        };
    }

    private Counts evaluated(Book book) {
        List<Segment> segments = book.project().segmentsInDependencyOrder();
        SharedPlan plan = SharedPlan.of(book.project(), segments, Set.of(), Book.AS_OF);
        Map<String, Long> counts = new HashMap<>();
        try (Evaluated evaluated =
                new SharedPass(spark, sources(book), plan).evaluate(List.of(), Optional.empty(), Expander.NONE)) {
            evaluated
                    .totals(segments.stream()
                            .map(Segment::id)
                            .map(evaluated::refreshed)
                            .toList())
                    .changes()
                    .forEach((id, change) -> counts.put(id, change.members()));
        }
        return Counts.of(counts);
    }

    private SourceTables sources(Book book) {
        return SourceTables.of(book.data().warehouse(spark), book.data().versions());
    }

    private Warehouse warehouse(Path folder) {
        return new Warehouse(spark, folder.toString(), RETENTION_DAYS);
    }

    private static Map<String, SegmentRefresh.Refreshed> night(
            Book book, SourceTables sources, Warehouse into, TableVersions versions, String runId) {
        return new SegmentRefresh(book.project(), sources, into, versions, runId, Book.AS_OF, Expander.NONE)
                .refresh(book.project().segmentsInDependencyOrder(), Map.of(), Set.of());
    }

    private static Counts counts(Map<String, SegmentRefresh.Refreshed> night) {
        Map<String, Long> counts = new HashMap<>();
        night.forEach((id, refreshed) -> counts.put(id, refreshed.members()));
        return Counts.of(counts);
    }

    private Done second(Book book, SourceTables sources, Path folder) {
        Path members = folder.resolve(TableName.MEMBERS.path());
        Set<Path> files = files(members, ".parquet");
        TableVersions versions = new TableVersions(before.orElseThrow().versions());
        Map<String, SegmentRefresh.Refreshed> night = night(book, sources, warehouse(folder), versions, "second");
        long changed = night.values().stream()
                .mapToLong(refreshed -> refreshed.entered() + refreshed.left())
                .sum();
        long added = files(members, ".parquet").stream()
                .filter(file -> !files.contains(file))
                .count();
        Counts counts = counts(night);
        return new Done(
                counts,
                0,
                String.format(
                        Locale.ROOT,
                        "%.2f %% of the members changed, %d new files of members",
                        100.0 * changed / Math.max(1, counts.memberships()),
                        added));
    }

    /** From the members' commit to that of the changes, which comes after it. */
    private static double changesSeconds(Path folder) {
        return Math.max(0, committed(folder, TableName.CHANGES) - committed(folder, TableName.MEMBERS));
    }

    /** When the newest commit of a table was made, in seconds; 0 where nobody is a member and there is none. */
    private static double committed(Path folder, TableName table) {
        return files(folder.resolve(table.path()).resolve("_delta_log"), ".json").stream()
                .max(Comparator.naturalOrder())
                .map(SharedRefresh::modified)
                .orElse(0.0);
    }

    private static double modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant().toEpochMilli() / 1e3;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Path> files(Path folder, String ending) {
        if (!Files.exists(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return Set.copyOf(files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
