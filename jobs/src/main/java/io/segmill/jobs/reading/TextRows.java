package io.segmill.jobs.reading;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.Format;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.jobs.reading.row.ColumnReading;
import io.segmill.jobs.reading.row.CsvParser;
import io.segmill.jobs.reading.text.Dialect;
import io.segmill.jobs.reading.text.SplitFacts;
import io.segmill.jobs.reading.text.TextFile;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads CSV files and files of JSON lines, with physical line numbers although every split is read on its own. A first
 * job scans the splits of files that have several, and reads the headers; the driver puts these facts, a small record a
 * split, together; then each split reads exactly the records that begin in it.
 */
final class TextRows {
    private final SparkSession spark;
    private final Source source;
    private final ZoneId zone;
    private final List<FoundFile> files;
    private final List<TextFile> texts;
    private final Splits splits;
    private final Broadcast<SerializableConfiguration> configuration;

    private TextRows(SparkSession spark, Source source, ZoneId zone, List<FoundFile> files) {
        Dialect dialect = isCsv(source) ? Dialect.csv(source.csv()) : Dialect.LINES;
        this.spark = spark;
        this.source = source;
        this.zone = zone;
        this.files = files;
        this.texts = files.stream()
                .map(file -> new TextFile(file.location(), file.size(), dialect))
                .toList();
        this.splits = Splits.of(spark, files);
        this.configuration = SerializableConfiguration.broadcast(spark.sparkContext());
    }

    /** @throws Failure if a file cannot be read or its header is not as declared */
    static ParsedRows read(SparkSession spark, Source source, ZoneId zone, List<FoundFile> files) {
        return new TextRows(spark, source, zone, files).read();
    }

    private ParsedRows read() {
        Map<Integer, List<Probe.Finding>> findings = look(probes());
        List<TextPart> parts = new ArrayList<>();
        Map<List<String>, FileColumns> headers = new HashMap<>();
        for (int file = 0; file < files.size(); file++) {
            List<Probe.Finding> found = findings.getOrDefault(file, List.of());
            parts.addAll(parts(file, found, layout(file, found, headers)));
        }
        return new ParsedRows(
                spark.createDataFrame(rows(parts), ParsedRows.schema(source.columns())),
                FileColumns.ignored(source, List.copyOf(headers.values())));
    }

    private List<Probe> probes() {
        List<Probe> probes = new ArrayList<>();
        Configuration hadoop = configuration.value().value();
        for (int file = 0; file < files.size(); file++) {
            FoundFile found = files.get(file);
            boolean cut = found.size() > splits.size() && texts.get(file).isSplittable(hadoop);
            long step = cut ? splits.size() : Math.max(1, found.size());
            for (long start = 0; start == 0 || start < found.size(); start += step) {
                Set<Probe.Aim> aims = EnumSet.noneOf(Probe.Aim.class);
                if (cut) {
                    aims.add(Probe.Aim.RECORDS);
                }
                if (start == 0 && hasHeader()) {
                    aims.add(Probe.Aim.HEADER);
                }
                if (!aims.isEmpty()) {
                    long end = Math.min(found.size(), start + step);
                    probes.add(new Probe(file, found.name(), texts.get(file), start, end, aims));
                }
            }
        }
        return probes;
    }

    private Map<Integer, List<Probe.Finding>> look(List<Probe> probes) {
        if (probes.isEmpty()) {
            return Map.of();
        }
        List<List<Probe>> tasks = splits.tasks(probes, Probe::bytes);
        Broadcast<SerializableConfiguration> hadoop = configuration;
        List<Probe.Finding> findings = context()
                .parallelize(tasks, tasks.size())
                .flatMap(task -> task.stream()
                        .map(probe -> probe.look(hadoop.value().value()))
                        .iterator())
                .collect();
        ParsedRows.requireNone(findings.stream().map(Probe.Finding::problem));
        return findings.stream()
                .sorted(Comparator.comparingLong(Probe.Finding::start))
                .collect(Collectors.groupingBy(Probe.Finding::file));
    }

    private CsvParser.Layout layout(int file, List<Probe.Finding> found, Map<List<String>, FileColumns> headers) {
        if (!isCsv(source)) {
            return null;
        }
        List<Column> columns = source.columns();
        if (!hasHeader()) {
            List<Integer> places = IntStream.range(0, columns.size()).boxed().toList();
            return CsvParser.Layout.of(source.csv(), columns.size(), places);
        }
        List<String> names = found.get(0).header();
        if (names.isEmpty()) {
            throw new Failure(
                    Failure.Blame.DATA,
                    files.get(file).name() + " is empty; expected a header with "
                            + columns.stream().map(Column::inFile).collect(Collectors.joining(", ")));
        }
        boolean endsWithDelimiter =
                source.csv().trailingDelimiter() && names.get(names.size() - 1).isEmpty();
        List<String> own = endsWithDelimiter ? names.subList(0, names.size() - 1) : names;
        FileColumns header = headers.computeIfAbsent(
                own, same -> new FileColumns(files.get(file).name(), same));
        return CsvParser.Layout.of(source.csv(), own.size(), header.places(source));
    }

    private List<TextPart> parts(int file, List<Probe.Finding> found, CsvParser.Layout layout) {
        FoundFile of = files.get(file);
        TextPart.FirstRecord first = hasHeader() ? TextPart.FirstRecord.HEADER : TextPart.FirstRecord.ROW;
        if (found.isEmpty() || found.get(0).facts().isEmpty()) {
            return List.of(new TextPart(file, of.name(), texts.get(file), 0, of.size(), 1, layout, first));
        }
        List<SplitFacts.Entry> entries = SplitFacts.entries(
                found.stream().map(split -> split.facts().get(0)).toList());
        List<TextPart> parts = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            SplitFacts.Entry entry = entries.get(i);
            if (entry.hasRecord()) {
                long end = found.get(i).end();
                parts.add(new TextPart(
                        file, of.name(), texts.get(file), entry.firstRecord(), end, entry.line(), layout, first));
                first = TextPart.FirstRecord.ROW;
            }
        }
        return parts;
    }

    private JavaRDD<Row> rows(List<TextPart> parts) {
        List<List<TextPart>> tasks = splits.tasks(parts, part -> part.end() - part.firstRecord());
        List<ColumnReading> columns = List.copyOf(ColumnReading.all(source, zone));
        Broadcast<SerializableConfiguration> hadoop = configuration;
        return context()
                .parallelize(tasks, Math.max(1, tasks.size()))
                .flatMap(task -> TextPart.rows(task, columns, hadoop.value().value()));
    }

    private JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    private boolean hasHeader() {
        return isCsv(source) && source.csv().header();
    }

    private static boolean isCsv(Source source) {
        return source.format() == Format.CSV;
    }
}
