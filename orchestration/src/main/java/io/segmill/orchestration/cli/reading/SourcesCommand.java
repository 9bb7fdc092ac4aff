package io.segmill.orchestration.cli.reading;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.Source;
import io.segmill.core.run.Process;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.Relationship;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.TextTable;
import io.segmill.orchestration.cli.print.Wording;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the data sources, and shows one. */
@Command(name = "sources", description = "The data sources with their status.", sortOptions = false)
public final class SourcesCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    public SourcesCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.project();
        Wording wording = SegmillCommand.wording(project);
        Map<String, Standing> standings = Standing.of(project, Process.DATA_SOURCES);
        segmill.answer(
                project.sources().values().stream()
                        .map(source -> Document.of(source, standings.getOrDefault(source.id(), Standing.NEVER)))
                        .toList(),
                () -> {
                    TextTable table =
                            new TextTable("id", "format", "load", "rows", "status", "reason", "last refreshed");
                    project.sources().values().forEach(source -> {
                        Standing standing = standings.getOrDefault(source.id(), Standing.NEVER);
                        table.add(
                                Cell.text(source.id()),
                                Cell.text(word(source.format())),
                                Cell.text(word(source.load())),
                                Cell.number(standing.rows()),
                                Cell.status(standing.status()),
                                Cell.text(standing.reason().orElse("")),
                                Cell.text(wording.time(standing.lastRefreshed())));
                    });
                    segmill.terminal().print(table);
                });
        return 0;
    }

    @Command(name = "show", description = "One data source.", sortOptions = false)
    int show(@Parameters(paramLabel = "ID", description = "The source's id.") String id) {
        CheckedProject project = segmill.project();
        Source source = Named.find(project.sources(), id, "source");
        Standing standing = Standing.of(project, Process.DATA_SOURCES).getOrDefault(source.id(), Standing.NEVER);
        segmill.answer(Detail.of(source, standing), () -> print(project, source, standing));
        return 0;
    }

    private void print(CheckedProject project, Source source, Standing standing) {
        PrintWriter out = segmill.terminal().out();
        out.println("source " + source.id());
        out.println("  format          " + word(source.format()));
        out.println("  path            " + source.path());
        out.println("  load            " + word(source.load()));
        if (!source.key().isEmpty()) {
            out.println("  key             " + String.join(", ", source.key()));
        }
        source.eventTime().ifPresent(time -> out.println("  event time      " + time));
        standing.print(segmill.terminal(), SegmillCommand.wording(project), "rows");
        for (Relationship one : project.relationships()) {
            if (one.fromSource().equals(source.id()) || one.toSource().equals(source.id())) {
                out.println("  relationship    " + one.fromSource() + "." + one.fromColumn() + " to " + one.toSource()
                        + "." + one.toColumn() + ", as " + one.as() + " and " + one.reverseAs());
            }
        }
        out.println();
        TextTable columns = new TextTable("column", "type", "in file", "remarks");
        for (Column column : source.columns()) {
            columns.add(
                    Cell.text(column.name()),
                    Cell.text(column.type().toString()),
                    Cell.text(column.inFile().equals(column.name()) ? "" : column.inFile()),
                    Cell.text(remarks(source, column)));
        }
        segmill.terminal().print(columns);
    }

    private static String remarks(Source source, Column column) {
        List<String> remarks = new ArrayList<>();
        if (source.key().contains(column.name())) {
            remarks.add("key");
        }
        if (column.required()) {
            remarks.add("required");
        }
        if (column.pii()) {
            remarks.add("personal");
        }
        column.format().ifPresent(remarks::add);
        return String.join(", ", remarks);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private record Document(
            String id,
            String format,
            String load,
            OptionalLong rows,
            String status,
            Optional<String> reason,
            Optional<Instant> lastRefreshed) {
        static Document of(Source source, Standing standing) {
            return new Document(
                    source.id(),
                    word(source.format()),
                    word(source.load()),
                    standing.rows(),
                    standing.status().title(),
                    standing.reason(),
                    standing.lastRefreshed());
        }
    }

    private record Detail(
            String id,
            String format,
            String path,
            String load,
            List<String> key,
            Optional<String> eventTime,
            List<ColumnDocument> columns,
            OptionalLong rows,
            String status,
            Optional<String> reason,
            Optional<Instant> lastRefreshed,
            List<String> warnings,
            Optional<String> error) {
        static Detail of(Source source, Standing standing) {
            return new Detail(
                    source.id(),
                    word(source.format()),
                    source.path(),
                    word(source.load()),
                    source.key(),
                    source.eventTime().map(Object::toString),
                    source.columns().stream().map(ColumnDocument::of).toList(),
                    standing.rows(),
                    standing.status().title(),
                    standing.reason(),
                    standing.lastRefreshed(),
                    standing.warnings(),
                    standing.error());
        }
    }

    private record ColumnDocument(String name, String type, String inFile, boolean required, boolean pii) {
        static ColumnDocument of(Column column) {
            return new ColumnDocument(
                    column.name(), column.type().toString(), column.inFile(), column.required(), column.pii());
        }
    }
}
