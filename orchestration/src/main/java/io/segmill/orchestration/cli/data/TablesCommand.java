package io.segmill.orchestration.cli.data;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.run.RunRecord;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.Publications;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableStatements;
import io.segmill.jobs.table.Warehouse;
import io.segmill.orchestration.cli.SegmillCommand;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How to read the tables of one run together. */
@Command(
        name = "tables",
        description = "Statements for reading the tables of one run together, as they were published.",
        sortOptions = false)
public final class TablesCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Option(
            names = "--run",
            paramLabel = "R",
            description = "A run's number or id (default: the newest that published something).")
    private String run;

    @Option(
            names = "--for",
            paramLabel = "spark|python|duckdb",
            defaultValue = "spark",
            description = "Whose statements: Spark SQL, Python with the package deltalake, DuckDB (default: spark).")
    private String reader;

    public TablesCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    /** One table of a publication. */
    private record Table(String table, long version, String path, String statement) {}

    /** What {@code --json} prints. */
    private record Document(long publication, String runId, String asOf, String publishedAt, List<Table> tables) {}

    @Override
    public Integer call() {
        TableStatements statements = TableStatements.named(reader)
                .orElseThrow(() -> new Failure(
                        Failure.Blame.USER,
                        "--for takes spark, python or duckdb, not '" + reader + "'; see: segmill tables --help"));
        CheckedProject project = segmill.project();
        Optional<RunRecord> known = run == null
                ? Optional.empty()
                : SegmillCommand.read(project, Optional.empty(), history -> history.run(run));
        // A publication may be kept for longer than the history remembers its run.
        Optional<String> runId = Optional.ofNullable(run)
                .map(asked -> known.map(RunRecord::runId).orElse(asked));
        Document document = PublishedData.read(project, (warehouse, newest) -> {
                    Publication publication = runId.map(id -> new Publications(warehouse)
                                    .of(id)
                                    .orElseThrow(() -> new Failure(
                                            Failure.Blame.USER,
                                            known.isPresent()
                                                    ? "run " + run + " has published nothing"
                                                    : "there is no run '" + run
                                                            + "'\nfix: `segmill runs` lists the runs")))
                            .orElse(newest);
                    return document(warehouse, publication, statements);
                })
                .orElseThrow(PublishedData::nothing);
        segmill.answer(document, () -> {
            segmill.terminal()
                    .out()
                    .println(statements.comment("run " + document.runId() + " as of " + document.asOf() + ", published "
                            + document.publishedAt()));
            statements.preamble().forEach(segmill.terminal().out()::println);
            document.tables().forEach(table -> segmill.terminal().out().println(table.statement()));
        });
        return 0;
    }

    private static Document document(Warehouse warehouse, Publication publication, TableStatements statements) {
        return new Document(
                publication.number(),
                publication.runId(),
                publication.asOf().toString(),
                publication.publishedAt().toString(),
                publication.versions().entrySet().stream()
                        .map(entry -> table(warehouse, entry.getKey(), entry.getValue(), statements))
                        .toList());
    }

    private static Table table(Warehouse warehouse, TableName table, long version, TableStatements statements) {
        return new Table(table.path(), version, warehouse.location(table), statements.of(table, version, warehouse));
    }
}
