package io.segmill.orchestration.cli.reading;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.run.RunRecord;
import io.segmill.orchestration.cli.DateConverter;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.TextTable;
import io.segmill.orchestration.cli.print.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists past runs. */
@Command(name = "runs", description = "Past runs, the newest first.", sortOptions = false)
public final class RunsCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            converter = DateConverter.class,
            description = "Those that started on that day or later.")
    private LocalDate since;

    public RunsCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.project();
        Wording wording = SegmillCommand.wording(project);
        Instant from = since == null ? Instant.EPOCH : wording.startOf(since);
        List<RunRecord> runs = SegmillCommand.read(project, List.of(), history -> history.runs(from));
        segmill.answer(runs.stream().map(Document::of).toList(), () -> {
            if (runs.isEmpty()) {
                segmill.terminal().out().println(since == null ? "no run yet" : "no run since " + since);
                return;
            }
            TextTable table = new TextTable("run", "id", "kind", "as of", "status", "started", "time");
            for (RunRecord run : runs) {
                table.add(
                        Cell.right(Long.toString(run.number())),
                        Cell.text(run.runId()),
                        Cell.text(run.kind()),
                        Cell.text(run.asOf().toString()),
                        Cell.status(run.status()),
                        Cell.text(wording.time(run.started())),
                        Cell.right(run.ended()
                                .map(ended -> Wording.duration(Duration.between(run.started(), ended)))
                                .orElse("")));
            }
            segmill.terminal().print(table);
        });
        return 0;
    }

    private record Document(
            String runId,
            long number,
            String kind,
            LocalDate asOf,
            String status,
            Instant started,
            Optional<Instant> ended) {
        static Document of(RunRecord run) {
            return new Document(
                    run.runId(),
                    run.number(),
                    run.kind(),
                    run.asOf(),
                    run.status().title(),
                    run.started(),
                    run.ended());
        }
    }
}
