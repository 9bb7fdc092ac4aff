package io.segmill.orchestration.cli.running;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Export;
import io.segmill.core.run.Process;
import io.segmill.core.run.RunRecord;
import io.segmill.core.run.RunStatus;
import io.segmill.core.run.TaskGraph;
import io.segmill.core.run.TaskRecord;
import io.segmill.core.run.Workflow;
import io.segmill.orchestration.batch.CancelSignal;
import io.segmill.orchestration.batch.Night;
import io.segmill.orchestration.batch.NightPlan;
import io.segmill.orchestration.cli.ExitCode;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.reading.RunReport;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Runs a night for a command: with its progress on stderr, its signals, its report and its exit code. */
public final class Nights {
    private final SegmillCommand segmill;

    public Nights(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    /** @return the exit code */
    public int run(
            CheckedProject project,
            String kind,
            LocalDate asOf,
            TaskGraph tasks,
            NightPlan.Reading reading,
            Set<String> named) {
        return run(project, new NightPlan(kind, segmill.commandLine(), asOf, tasks, reading, named, Optional.empty()));
    }

    /** @return the exit code */
    int run(CheckedProject project, NightPlan plan) {
        CancelSignal cancel = new CancelSignal();
        try (Signals signals = Signals.raising(cancel)) {
            Night.Outcome outcome;
            try (TaskLines progress = new TaskLines(segmill.terminal(), segmill.clock())) {
                outcome = new Night(project, plan, progress, cancel, segmill.clock()).run();
            } catch (Failure e) {
                if (signals.exitCode().isPresent()) {
                    return signals.exitCode().getAsInt();
                }
                throw e;
            }
            segmill.answer(RunReport.document(outcome.run(), outcome.tasks()), () -> new RunReport(
                            segmill.terminal(), SegmillCommand.wording(project), segmill.clock())
                    .print(outcome.run(), outcome.tasks(), RunReport.Origin.HIDDEN));
            if (!segmill.isJson()) {
                printPlaces(project, outcome.run());
            }
            return signals.exitCode().orElse(code(outcome.run().status()).code());
        }
    }

    /** Refreshes segments by their ids, static ones too. @return the exit code */
    public int refresh(CheckedProject project, Collection<String> segments) {
        return run(
                project,
                RefreshCommand.KIND,
                segmill.asOf(project, Optional.empty()),
                Workflow.refresh(project, segments),
                NightPlan.Reading.CHANGED,
                Set.copyOf(segments));
    }

    /**
     * Writes an export of what is published.
     *
     * @param named the segments that are written, held ones too; none for all that are not held
     * @return the exit code
     */
    int export(CheckedProject project, Export export, Set<String> named) {
        return run(
                project,
                "export",
                segmill.asOf(project, lastRefresh(project)),
                Workflow.export(project, export.id()),
                NightPlan.Reading.CHANGED,
                named);
    }

    /** The as-of date of the newest members. */
    private static Optional<LocalDate> lastRefresh(CheckedProject project) {
        return SegmillCommand.read(
                project, Optional.empty(), history -> history.newestSuccess(Process.SEGMENTS).values().stream()
                        .max(Comparator.comparing(TaskRecord::runId))
                        .map(TaskRecord::asOf));
    }

    private void printPlaces(CheckedProject checked, RunRecord run) {
        PrintWriter out = segmill.terminal().out();
        out.println();
        out.println("tables   " + checked.settings().warehouse());
        checked.exports().values().stream()
                .map(Export::to)
                .distinct()
                .sorted()
                .forEach(folder -> out.println("exports  " + folder));
        String folder = segmill.projectFolder().toString();
        String project = folder.equals(SegmillCommand.DEFAULT_PROJECT) ? "" : " --project " + folder;
        out.println("details  segmill status " + run.number() + " --task TASK" + project);
    }

    private static ExitCode code(RunStatus status) {
        return switch (status) {
            case SUCCESSFUL, COMPLETED_WITH_WARNINGS -> ExitCode.OK;
            case CANCELED -> ExitCode.CANCELED;
            case FAILED, INTERRUPTED, RUNNING -> ExitCode.FAILED;
        };
    }
}
