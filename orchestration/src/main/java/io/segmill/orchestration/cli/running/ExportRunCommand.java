package io.segmill.orchestration.cli.running;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.run.Process;
import io.segmill.core.run.TaskRecord;
import io.segmill.core.run.Workflow;
import io.segmill.orchestration.batch.NightPlan;
import io.segmill.orchestration.cli.SegmillCommand;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes one export again, of what is published. */
@Command(
        name = "run",
        description = "Write one export, of its segments' published members, into the folder of their as-of date.",
        sortOptions = false)
public final class ExportRunCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(paramLabel = "ID", description = "The export's id.")
    private String id;

    public ExportRunCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.projectWithWarnings();
        Nights nights = new Nights(segmill);
        return nights.run(
                project,
                "export",
                segmill.asOf(project, lastRefresh(project)),
                Workflow.export(project, id),
                NightPlan.Reading.CHANGED,
                Set.of());
    }

    /** The as-of date of the newest members. */
    private static Optional<LocalDate> lastRefresh(CheckedProject project) {
        return SegmillCommand.read(
                project, Optional.empty(), history -> history.newestSuccess(Process.SEGMENTS).values().stream()
                        .max(Comparator.comparing(TaskRecord::runId))
                        .map(TaskRecord::asOf));
    }
}
