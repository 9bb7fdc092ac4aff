package io.segmill.jobs.ingest;

import io.segmill.core.condition.Condition;
import io.segmill.core.project.CsvOptions;
import io.segmill.core.project.Format;
import io.segmill.core.project.LoadMode;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.session.TestSession;
import io.segmill.jobs.table.LoadedFile;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.Warehouse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A source with its folder and its table, loaded by one run after the other, each of which is published unless it
 * failed. Texts of cells are compared: what is missing is {@code -}.
 */
final class LoadedSource {
    static final Instant MORNING = Instant.parse("2026-01-01T06:00:00Z");

    private final Path folder;
    private final Warehouse warehouse;
    private Source source;
    private final List<LoadedFile> published = new ArrayList<>();
    private OptionalLong version = OptionalLong.empty();
    private int run;

    LoadedSource(Path root, String... columns) throws IOException {
        this.folder = Files.createDirectories(root.resolve("in"));
        this.warehouse =
                new Warehouse(TestSession.spark(), root.resolve("warehouse").toString(), 31);
        this.source = new Source(
                "orders",
                Format.CSV,
                folder.toString(),
                CsvOptions.DEFAULTS,
                Arrays.stream(columns).map(LoadedSource::column).toList(),
                List.of(),
                Optional.empty(),
                LoadMode.FULL,
                Optional.empty(),
                BigDecimal.ZERO,
                "hash");
    }

    /** {@code name type}, then {@code required}, {@code pii}, {@code format=…} or {@code in-file=…}, apart by {@code ; }. */
    static Column column(String written) {
        String[] parts = written.split("; ");
        String[] named = parts[0].split(" ");
        List<String> more = List.of(parts).subList(1, parts.length);
        return new Column(
                named[0],
                more.stream()
                        .filter(word -> word.startsWith("in-file="))
                        .findFirst()
                        .map(LoadedSource::value)
                        .orElse(named[0]),
                DataType.named(named[1]).orElseThrow(),
                more.stream()
                        .filter(word -> word.startsWith("format="))
                        .findFirst()
                        .map(LoadedSource::value),
                more.contains("required"),
                more.contains("pii"));
    }

    private static String value(String setting) {
        return setting.substring(setting.indexOf('=') + 1);
    }

    LoadedSource columns(String... columns) {
        List<Column> changed = Arrays.stream(columns).map(LoadedSource::column).toList();
        return with(
                source.format(),
                source.path(),
                source.csv(),
                changed,
                source.key(),
                source.load(),
                source.deleteWhen(),
                source.allowPercent());
    }

    LoadedSource csv(CsvOptions csv) {
        return with(
                source.format(),
                source.path(),
                csv,
                source.columns(),
                source.key(),
                source.load(),
                source.deleteWhen(),
                source.allowPercent());
    }

    LoadedSource format(Format format) {
        return with(
                format,
                source.path(),
                source.csv(),
                source.columns(),
                source.key(),
                source.load(),
                source.deleteWhen(),
                source.allowPercent());
    }

    LoadedSource path(String path) {
        return with(
                source.format(),
                path,
                source.csv(),
                source.columns(),
                source.key(),
                source.load(),
                source.deleteWhen(),
                source.allowPercent());
    }

    LoadedSource key(String... key) {
        return with(
                source.format(),
                source.path(),
                source.csv(),
                source.columns(),
                List.of(key),
                source.load(),
                source.deleteWhen(),
                source.allowPercent());
    }

    LoadedSource load(LoadMode load) {
        return with(
                source.format(),
                source.path(),
                source.csv(),
                source.columns(),
                source.key(),
                load,
                source.deleteWhen(),
                source.allowPercent());
    }

    /** Rows whose {@code op} is {@code D} delete. */
    LoadedSource deletes() {
        return with(
                source.format(),
                source.path(),
                source.csv(),
                source.columns(),
                source.key(),
                source.load(),
                Optional.of(new Condition.Everyone()),
                source.allowPercent());
    }

    LoadedSource allows(String percent) {
        return with(
                source.format(),
                source.path(),
                source.csv(),
                source.columns(),
                source.key(),
                source.load(),
                source.deleteWhen(),
                new BigDecimal(percent));
    }

    private LoadedSource with(
            Format format,
            String path,
            CsvOptions csv,
            List<Column> columns,
            List<String> key,
            LoadMode load,
            Optional<Condition> deleteWhen,
            BigDecimal allowPercent) {
        source = new Source(
                "orders", format, path, csv, columns, key, Optional.empty(), load, deleteWhen, allowPercent, "hash");
        return this;
    }

    Path folder() {
        return folder;
    }

    /** A file of the folder, written so many hours after the morning. */
    LoadedSource file(String name, int hour, String text) throws IOException {
        return file(name, hour, text, StandardCharsets.UTF_8);
    }

    LoadedSource file(String name, int hour, String text, Charset encoding) throws IOException {
        return file(name, hour, text.getBytes(encoding));
    }

    LoadedSource file(String name, int hour, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(MORNING.plusSeconds(hour * 3600L)));
        return this;
    }

    Load run() {
        return run(LoadRequest.Definition.SAME, LoadRequest.Reading.CHANGED_ONLY);
    }

    Load run(LoadRequest.Definition definition, LoadRequest.Reading reading) {
        run++;
        SourceLoader loader = new SourceLoader(
                warehouse, TestSession.ZONE, condition -> functions.col("op").eqNullSafe("D"));
        Load load = loader.load(source, new LoadRequest("run-" + run, version, published, definition, reading));
        if (load instanceof Load.Loaded loaded) {
            version = OptionalLong.of(loaded.tableVersion());
            published.addAll(loaded.files());
        }
        return load;
    }

    /** The newest run, which was published. */
    Load.Loaded loaded() {
        return (Load.Loaded) run();
    }

    /** The rows of the table, cells apart by a space, in the order of their texts. */
    List<String> rows() {
        return texts(TableName.source("orders"), "*");
    }

    /** Line, reason and row of what is in quarantine. */
    List<String> quarantine() {
        return texts(TableName.quarantine("orders"), "line", "reason", "row");
    }

    List<Row> quarantineRows() {
        return warehouse
                .read(TableName.quarantine("orders"), warehouse.newestVersion(TableName.quarantine("orders")))
                .orderBy("line")
                .collectAsList();
    }

    boolean hasTable() {
        return warehouse.exists(TableName.source("orders"));
    }

    long newestVersion() {
        return warehouse.newestVersion(TableName.source("orders"));
    }

    Warehouse warehouse() {
        return warehouse;
    }

    private List<String> texts(TableName table, String... columns) {
        if (!warehouse.exists(table)) {
            return List.of();
        }
        return warehouse
                .read(table, warehouse.newestVersion(table))
                .select(Arrays.stream(columns).map(functions::col).toArray(org.apache.spark.sql.Column[]::new))
                .collectAsList()
                .stream()
                .map(LoadedSource::text)
                .sorted()
                .toList();
    }

    private static String text(Row row) {
        return java.util.stream.IntStream.range(0, row.size())
                .mapToObj(i -> row.isNullAt(i) ? "-" : row.get(i).toString())
                .collect(Collectors.joining(" | "));
    }
}
