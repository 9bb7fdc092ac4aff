package io.segmill.jobs.ingest;

import io.segmill.core.condition.Condition;
import io.segmill.core.project.CsvOptions;
import io.segmill.core.project.Format;
import io.segmill.core.project.LoadMode;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.RowPath;
import io.segmill.jobs.reading.FoundFile;
import io.segmill.jobs.reading.SourceFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** A source of a test, CSV unless told otherwise, and the folder with its files. */
public final class SampleSource {
    public static final Instant MORNING = Instant.parse("2026-01-01T06:00:00Z");

    private final Path folder;
    private Format format = Format.CSV;
    private String path;
    private CsvOptions csv = CsvOptions.DEFAULTS;
    private List<Column> columns;
    private List<String> key = List.of();
    private LoadMode load = LoadMode.FULL;
    private Optional<Condition> deleteWhen = Optional.empty();
    private Optional<String> eventTime = Optional.empty();
    private BigDecimal allowPercent = BigDecimal.ZERO;

    /** @param columns {@code name type}, then {@code required}, {@code pii}, {@code format=…}, {@code in-file=…} */
    public SampleSource(Path root, String... columns) throws IOException {
        this.folder = Files.createDirectories(root.resolve("in"));
        this.path = folder.toString();
        columns(columns);
    }

    /** As it is declared now. */
    public Source source() {
        return new Source(
                "orders",
                format,
                path,
                csv,
                columns,
                key,
                eventTime.map(name -> new ColumnPath(
                        RowPath.at("orders"),
                        columns.stream()
                                .filter(column -> column.name().equals(name))
                                .findFirst()
                                .orElseThrow())),
                load,
                deleteWhen,
                allowPercent,
                "hash");
    }

    public Path folder() {
        return folder;
    }

    /** The folder's files in their order. */
    public List<FoundFile> files() {
        return SourceFiles.find(path, new Configuration());
    }

    public SampleSource columns(String... written) {
        columns = Arrays.stream(written).map(SampleSource::column).toList();
        return this;
    }

    public SampleSource format(Format changed) {
        format = changed;
        return this;
    }

    public SampleSource path(String changed) {
        path = changed;
        return this;
    }

    public SampleSource csv(CsvOptions changed) {
        csv = changed;
        return this;
    }

    public SampleSource key(String... changed) {
        key = List.of(changed);
        return this;
    }

    public SampleSource load(LoadMode changed) {
        load = changed;
        return this;
    }

    public SampleSource deleteWhen(Condition condition) {
        deleteWhen = Optional.of(condition);
        return this;
    }

    public SampleSource eventTime(String column) {
        eventTime = Optional.of(column);
        return this;
    }

    public SampleSource allowPercent(String changed) {
        allowPercent = new BigDecimal(changed);
        return this;
    }

    /** A file of the folder, written so many hours after the morning. */
    public SampleSource file(String name, int hour, String text) throws IOException {
        return file(name, hour, text, StandardCharsets.UTF_8);
    }

    public SampleSource file(String name, int hour, String text, Charset encoding) throws IOException {
        return file(name, hour, text.getBytes(encoding));
    }

    public SampleSource file(String name, int hour, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(MORNING.plusSeconds(hour * 3600L)));
        return this;
    }

    private static Column column(String written) {
        String[] parts = written.split("; ");
        String[] named = parts[0].split(" ");
        List<String> more = Arrays.asList(parts).subList(1, parts.length);
        return new Column(
                named[0],
                setting(more, "in-file=").orElse(named[0]),
                DataType.named(named[1]).orElseThrow(),
                setting(more, "format="),
                more.contains("required"),
                more.contains("pii"));
    }

    private static Optional<String> setting(List<String> words, String start) {
        return words.stream()
                .filter(word -> word.startsWith(start))
                .map(word -> word.substring(start.length()))
                .findFirst();
    }
}
