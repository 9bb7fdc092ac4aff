package io.segmill.jobs.segment;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.project.Segment;
import io.segmill.jobs.expand.Expansions;
import io.segmill.jobs.pass.plan.PassSize;
import io.segmill.jobs.query.SourceTables;
import io.segmill.jobs.session.TestSession;
import io.segmill.jobs.table.SparkTypes;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Nights of a tiny project: its sources are loaded, then segments are refreshed. */
final class Nights {
    static final LocalDate MONDAY = LocalDate.of(2026, 6, 29);
    static final LocalDate TUESDAY = LocalDate.of(2026, 6, 30);

    private final Path project;
    private final Path tables;
    private final PassSize size;
    private final Warehouse warehouse;
    private final TableVersions versions = new TableVersions(Map.of());
    private int nights;

    /** @param relationships as in segmill.yaml, one an item */
    Nights(Path folder, PassSize size, String... relationships) {
        this.project = folder.resolve("project");
        this.tables = folder.resolve("warehouse");
        this.size = size;
        this.warehouse = new Warehouse(TestSession.spark(), tables.toString(), 31);
        write(
                "segmill.yaml",
                "name: nights\ntime-zone: Europe/Berlin\ncustomer: {source: customers, key: customer_id}\n"
                        + (relationships.length == 0
                                ? ""
                                : "relationships:\n  - " + String.join("\n  - ", relationships) + "\n"));
    }

    /** Customers with that key who may be vip and may be fresh, and a segment of each. */
    static Nights ofFlags(Path folder, PassSize size, String keyType) {
        return new Nights(folder, size)
                .source("customers", "customer_id", "customer_id " + keyType, "vip boolean", "fresh boolean")
                .segment("vip", "where: {attribute: vip, is: true}")
                .segment("fresh", "where: {attribute: fresh, is: true}");
    }

    /** @param columns a name and a type each */
    Nights source(String id, String key, String... columns) {
        String all = Arrays.stream(columns)
                .map(column -> column.split(" ", 2))
                .map(words -> "  - {name: " + words[0] + ", type: \"" + words[1] + "\"}\n")
                .collect(Collectors.joining());
        write("sources/" + id + ".yaml", "format: csv\npath: none.csv\ncolumns:\n" + all + "key: [" + key + "]\n");
        return this;
    }

    Nights segment(String id, String... lines) {
        write("segments/" + id + ".yaml", "name: " + id + "\n" + String.join("\n", lines) + "\n");
        return this;
    }

    Nights file(String name, String text) {
        write(name, text);
        return this;
    }

    private void write(String file, String text) {
        try {
            Path path = project.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CheckedProject checked() {
        ProjectChecker.Outcome outcome = ProjectChecker.check(project, Map.of());
        return outcome.project()
                .orElseThrow(() -> new IllegalStateException(outcome.problems().toString()));
    }

    /** Replaces the rows of a source. */
    Nights load(String source, List<Object[]> rows) {
        TableName table = TableName.source(source);
        List<Row> all = rows.stream().map(RowFactory::create).toList();
        StructType schema = SparkTypes.schema(checked().sources().get(source).columns());
        warehouse.createIfMissing(table, schema);
        versions.committed(
                table,
                warehouse.replace(
                        table, warehouse.spark().createDataFrame(all, schema).coalesce(2), "load"));
        return this;
    }

    /** Replaces the customers by those. */
    Nights customers(Object[]... rows) {
        return load("customers", List.of(rows));
    }

    static Object[] row(Object... values) {
        return values;
    }

    /** A customer of {@link #ofFlags}. */
    static Object[] customer(Object key, String... flags) {
        List<String> all = List.of(flags);
        return row(key, all.contains("vip"), all.contains("fresh"));
    }

    /** Refreshes those segments. */
    Map<String, SegmentRefresh.Refreshed> refresh(LocalDate asOf, String... segments) {
        return refresh(asOf, List.of(segments), Map.of(), Set.of());
    }

    Map<String, SegmentRefresh.Refreshed> refresh(
            LocalDate asOf, Collection<String> segments, Map<String, Long> unchanged, Collection<String> kept) {
        CheckedProject now = checked();
        SourceTables sources = SourceTables.of(warehouse, versions);
        Expansions expansions = new Expansions(now, warehouse.spark(), sources, asOf);
        SegmentRefresh refresh =
                new SegmentRefresh(now, sources, warehouse, versions, "r" + ++nights, asOf, expansions, size);
        List<Segment> ordered = now.segmentsInDependencyOrder().stream()
                .filter(segment -> segments.contains(segment.id()))
                .toList();
        ordered.forEach(refresh::prepare);
        try (expansions) {
            return refresh.refresh(ordered, unchanged, kept);
        }
    }

    /** Rows of a table as texts, its values joined by commas. */
    List<String> table(TableName table) {
        return warehouse.read(table, versions.of(table).orElseThrow()).collectAsList().stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(index -> String.valueOf(row.get(index)))
                        .collect(Collectors.joining(",")))
                .toList();
    }

    /** Of the newest night. */
    List<String> counts() {
        String night = "r" + nights + ",";
        return table(TableName.COUNTS).stream()
                .filter(row -> row.startsWith(night))
                .map(row -> row.substring(night.length()))
                .toList();
    }

    List<String> members() {
        return table(TableName.MEMBERS);
    }

    /** Of the newest night, without its name. */
    List<String> changes() {
        String night = "r" + nights + ",";
        return table(TableName.CHANGES).stream()
                .filter(row -> row.startsWith(night))
                .map(row -> row.substring(night.length()))
                .toList();
    }

    /** The newest version of a table, which this run may know nothing of. */
    long version(TableName table) {
        return warehouse.newestVersion(table);
    }

    /** Of the customers' key in a table. */
    String keyType(TableName table) {
        return warehouse
                .read(table, versions.of(table).orElseThrow())
                .schema()
                .apply("customer_id")
                .dataType()
                .simpleString();
    }

    /** The files of the members as they are now. */
    Set<String> files() {
        return Set.of(warehouse
                .read(TableName.MEMBERS, versions.of(TableName.MEMBERS).orElseThrow())
                .inputFiles());
    }

    /** How many files of data there are below the segments' tables, whether or not a version has them. */
    long written() {
        try (Stream<Path> all = Files.walk(tables.resolve("segments"))) {
            return all.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> !file.toString().contains("/counts/"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
