package io.segmill.orchestration.cli.reading;

import io.segmill.core.checking.CheckedProject;
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
        Collection<Export> exports = project.exports().values();
        Map<String, Standing> standings = Standing.of(project, Process.EXPORTS);
        Wording wording = SegmillCommand.wording(project);
        if (segment == null) {
            segmill.answer(
                    exports.stream()
                            .map(export -> Document.of(export, standings.getOrDefault(export.id(), Standing.NEVER)))
                            .toList(),
                    () -> print(exports, standings, wording));
            return 0;
        }
        String id = Named.find(project.segments(), segment, "segment").id();
        Predicate<Export> contains = export -> export.segments().contains(id);
        List<Export> with = exports.stream().filter(contains).toList();
        List<Export> without = exports.stream().filter(contains.negate()).toList();
        segmill.answer(
                exports.stream()
                        .map(export -> new Grouped(export.id(), export.name(), contains.test(export)))
                        .toList(),
                () -> {
                    PrintWriter out = segmill.terminal().out();
                    out.println("with segment " + id);
                    print(with, standings, wording);
                    out.println();
                    out.println("without segment " + id);
                    print(without, standings, wording);
                });
        return 0;
    }

    @Command(name = "show", description = "One export.", sortOptions = false)
    int show(@Parameters(paramLabel = "ID", description = "The export's id.") String id) {
        CheckedProject project = segmill.project();
        Export export = Named.find(project.exports(), id, "export");
        Standing standing = Standing.of(project, Process.EXPORTS).getOrDefault(export.id(), Standing.NEVER);
        segmill.answer(Detail.of(export, standing), () -> {
            PrintWriter out = segmill.terminal().out();
            out.println("export " + export.id() + ": " + export.name());
            out.println("  file            " + export.file());
            out.println("  segments        " + String.join(", ", export.segments()));
            out.println("  columns         "
                    + export.columns()
                            .map(ExportsCommand::headers)
                            .map(headers -> String.join(", ", headers))
                            .orElse("each segment's own"));
            if (!export.hashed().isEmpty()) {
                out.println("  hashed          "
                        + String.join(", ", export.hashed().stream().sorted().toList()));
            }
            out.println("  to              " + export.to());
            standing.print(segmill.terminal(), SegmillCommand.wording(project), "rows");
        });
        return 0;
    }

    private void print(Collection<Export> exports, Map<String, Standing> standings, Wording wording) {
        if (exports.isEmpty()) {
            segmill.terminal().out().println("none");
            return;
        }
        TextTable table = new TextTable("id", "name", "segments", "rows", "status", "reason", "last refreshed");
        exports.forEach(export -> {
            Standing standing = standings.getOrDefault(export.id(), Standing.NEVER);
            table.add(
                    Cell.text(export.id()),
                    Cell.text(export.name()),
                    Cell.text(String.join(", ", export.segments())),
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

    private record Document(
            String id,
            String name,
            List<String> segments,
            OptionalLong rows,
            String status,
            Optional<String> reason,
            Optional<Instant> lastRefreshed) {
        static Document of(Export export, Standing standing) {
            return new Document(
                    export.id(),
                    export.name(),
                    export.segments(),
                    standing.rows(),
                    standing.status().title(),
                    standing.reason(),
                    standing.lastRefreshed());
        }
    }

    private record Grouped(String id, String name, boolean contains) {}

    private record Detail(
            String id,
            String name,
            String file,
            List<String> segments,
            Optional<List<String>> columns,
            List<String> hash,
            String to,
            OptionalLong rows,
            String status,
            Optional<String> reason,
            Optional<Instant> lastRefreshed,
            List<String> warnings,
            Optional<String> error) {
        static Detail of(Export export, Standing standing) {
            return new Detail(
                    export.id(),
                    export.name(),
                    export.file(),
                    export.segments(),
                    export.columns().map(ExportsCommand::headers),
                    export.hashed().stream().sorted().toList(),
                    export.to(),
                    standing.rows(),
                    standing.status().title(),
                    standing.reason(),
                    standing.lastRefreshed(),
                    standing.warnings(),
                    standing.error());
        }
    }
}
