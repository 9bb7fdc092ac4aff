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
import io.segmill.orchestration.history.LockHolder;
import io.segmill.orchestration.history.ProjectLock;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

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
        return run(
                project, kind, () -> Optional.of(new NightPlan(kind, asOf, tasks, reading, named, Optional.empty())));
    }

    /**
     * Takes the project's lock, plans and runs.
     *
     * @param kind of the command, for whoever comes second
     * @param planned what to do, asked with the lock held; empty if there is nothing
     * @return the exit code
     */
    int run(CheckedProject project, String kind, Supplier<Optional<NightPlan>> planned) {
        CancelSignal cancel = new CancelSignal();
        LockHolder holder =
                LockHolder.here(kind, segmill.commandLine(), segmill.clock().instant());
        try (Signals signals = Signals.raising(cancel)) {
            Night.Outcome outcome;
            try (ProjectLock lock = ProjectLock.take(project.settings(), holder);
                    TaskLines progress = new TaskLines(segmill.terminal(), segmill.clock())) {
                Optional<NightPlan> plan = planned.get();
                if (plan.isEmpty()) {
                    return ExitCode.OK.code();
                }
                outcome = new Night(project, plan.get(), progress, cancel, segmill.clock(), segmill.faults()).run(lock);
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
                NightPlan.EXPORT,
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
