package io.segmill.orchestration.cli.reading;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.CsvOutput;
import io.segmill.core.project.Export;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.run.Process;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.TextTable;
import io.segmill.orchestration.cli.print.Wording;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the exports, and shows one. */
@Command(name = "exports", description = "The exports with their status.", sortOptions = false)
public final class ExportsCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Option(
            names = "--segment",
            paramLabel = "ID",
            description = "Group the exports by whether they contain that segment.")
    private String segment;

    public ExportsCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.project();
        Now now = SegmillCommand.read(
                project,
                new Now(Map.of(), Held.NOTHING),
                history -> new Now(Standing.of(history, Process.EXPORTS), Held.of(project, history)));
        Wording wording = SegmillCommand.wording(project);
        Collection<Export> exports = project.exports().values();
        if (segment == null) {
            segmill.answer(
                    exports.stream().map(export -> Document.of(export, now)).toList(),
                    () -> print(exports, now, wording));
            return 0;
        }
        String id = Named.find(project.segments(), segment, "segment").id();
        Predicate<Export> contains = export -> export.segments().contains(id);
        List<Export> with = exports.stream().filter(contains).toList();
        List<Export> without = exports.stream().filter(contains.negate()).toList();
        segmill.answer(
                exports.stream()
                        .map(export -> Grouped.of(export, now, contains.test(export), id))
                        .toList(),
                () -> {
                    PrintWriter out = segmill.terminal().out();
                    out.println("with segment " + id);
                    print(with, now, wording);
                    out.println();
                    out.println("without segment " + id);
                    print(without, now, wording);
                });
        return 0;
    }

    /** How all exports stand. */
    private record Now(Map<String, Standing> standings, Held held) {
        Standing of(Export export) {
            return standings.getOrDefault(export.id(), Standing.NEVER);
        }

        List<String> heldFrom(Export export) {
            Map<String, String> why = held.from(export);
            return export.segments().stream().filter(why::containsKey).toList();
        }
    }

    @Command(name = "show", description = "One export.", sortOptions = false)
    int show(@Parameters(paramLabel = "ID", description = "The export's id.") String id) {
        CheckedProject project = segmill.project();
        Export export = Named.find(project.exports(), id, "export");
        Standing standing = Standing.of(project, Process.EXPORTS).getOrDefault(export.id(), Standing.NEVER);
        Map<String, String> held = Held.of(project).from(export);
        segmill.answer(Detail.of(export, standing, held), () -> {
            PrintWriter out = segmill.terminal().out();
            out.println("export " + export.id() + ": " + export.name());
            line("file", export.file());
            line("segments", String.join(", ", export.segments()));
            line(
                    "columns",
                    export.columns()
                            .map(ExportsCommand::headers)
                            .map(headers -> String.join(", ", headers))
                            .orElse("each segment's own"));
            if (!export.hashed().isEmpty()) {
                line(
                        "hashed",
                        String.join(", ", export.hashed().stream().sorted().toList()));
            }
            line("content", content(export));
            line("to", export.to());
            standing.print(segmill.terminal(), SegmillCommand.wording(project), "rows");
            export.segments().stream()
                    .filter(held::containsKey)
                    .forEach(segment -> line("held", segment + ": " + held.get(segment)));
        });
        return 0;
    }

    private void line(String name, String value) {
        segmill.terminal().out().println("  " + name + " ".repeat(16 - name.length()) + value);
    }

    private void print(Collection<Export> exports, Now now, Wording wording) {
        if (exports.isEmpty()) {
            segmill.terminal().out().println("none");
            return;
        }
        TextTable table = new TextTable("id", "name", "segments", "held", "rows", "status", "reason", "last refreshed");
        exports.forEach(export -> {
            Standing standing = now.of(export);
            table.add(
                    Cell.text(export.id()),
                    Cell.text(export.name()),
                    Cell.text(String.join(", ", export.segments())),
                    Cell.text(String.join(", ", now.heldFrom(export))),
                    Cell.number(standing.rows()),
                    Cell.status(standing.status()),
                    Cell.text(standing.reason().orElse("")),
                    Cell.text(wording.time(standing.lastRefreshed())));
        });
        segmill.terminal().print(table);
    }

    private static List<String> headers(List<OutputColumn> columns) {
        return columns.stream().map(OutputColumn::header).toList();
    }

    private static String content(Export export) {
        return export.content().name().toLowerCase(Locale.ROOT);
    }

    private record Document(
            String id,
            String name,
            List<String> segments,
            List<String> held,
            OptionalLong rows,
            String status,
            Optional<String> reason,
            Optional<Instant> lastRefreshed) {
        static Document of(Export export, Now now) {
            Standing standing = now.of(export);
            return new Document(
                    export.id(),
                    export.name(),
                    export.segments(),
                    now.heldFrom(export),
                    standing.rows(),
                    standing.status().title(),
                    standing.reason(),
                    standing.lastRefreshed());
        }
    }

    /** @param held whether that segment is held back from the export */
    private record Grouped(
            String id, String name, boolean contains, boolean held, String status, Optional<String> reason) {
        static Grouped of(Export export, Now now, boolean contains, String segment) {
            Standing standing = now.of(export);
            return new Grouped(
                    export.id(),
                    export.name(),
                    contains,
                    now.held().from(export).containsKey(segment),
                    standing.status().title(),
                    standing.reason());
        }
    }

    private record HeldSegment(String segment, String why) {}

    private record Csv(String delimiter, boolean header, String compression, int maxRowsPerFile, boolean formulaGuard) {
        static Csv of(CsvOutput csv) {
            return new Csv(
                    String.valueOf(csv.delimiter()),
                    csv.header(),
                    csv.compression().name().toLowerCase(Locale.ROOT),
                    csv.maxRowsPerFile(),
                    csv.formulaGuard());
        }
    }

    private record Detail(
            String id,
            String name,
            String file,
            List<String> segments,
            Optional<List<String>> columns,
            List<String> hash,
            String content,
            Csv csv,
            String to,
            List<HeldSegment> held,
            OptionalLong rows,
            String status,
            Optional<String> reason,
            Optional<Instant> lastRefreshed,
            List<String> warnings,
            Optional<String> error) {
        static Detail of(Export export, Standing standing, Map<String, String> held) {
            return new Detail(
                    export.id(),
                    export.name(),
                    export.file(),
                    export.segments(),
                    export.columns().map(ExportsCommand::headers),
                    export.hashed().stream().sorted().toList(),
                    ExportsCommand.content(export),
                    Csv.of(export.csv()),
                    export.to(),
                    export.segments().stream()
                            .filter(held::containsKey)
                            .map(segment -> new HeldSegment(segment, held.get(segment)))
                            .toList(),
                    standing.rows(),
                    standing.status().title(),
                    standing.reason(),
                    standing.lastRefreshed(),
                    standing.warnings(),
                    standing.error());
        }
    }
}
