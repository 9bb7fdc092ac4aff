package io.segmill.orchestration.cli.running;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.run.History;
import io.segmill.core.run.Process;
import io.segmill.core.run.RunRecord;
import io.segmill.core.run.RunStatus;
import io.segmill.core.run.TaskGraph;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskRecord;
import io.segmill.core.run.Workflow;
import io.segmill.orchestration.batch.NightPlan;
import io.segmill.orchestration.cli.SegmillCommand;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The latest run, taken up where it stopped. */
@Command(
        name = "retry",
        description = {
            "Take up the latest run if it failed, was cancelled or killed: with its as-of date, selection and input",
            "versions, and the project's files of today. What succeeded is not done again."
        },
        sortOptions = false)
public final class RetryCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "A run's number or id; only the latest can be taken up (default: the latest).")
    private String run;

    public RetryCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    /** A run and its tasks. */
    private record Stopped(RunRecord run, Set<TaskName> tasks) {}

    @Override
    public Integer call() {
        CheckedProject project = segmill.projectWithWarnings();
        // With the lock held: of two at once, one must not read what the other is about to change.
        return new Nights(segmill).run(project, "retry", () -> plan(project));
    }

    private Optional<NightPlan> plan(CheckedProject project) {
        Optional<Stopped> latest = SegmillCommand.read(project, Optional.empty(), this::latest);
        if (latest.isEmpty()) {
            if (run != null) {
                throw new Failure(Failure.Blame.USER, "there is no run '" + run + "': nothing ran yet");
            }
            return nothing("nothing ran yet");
        }
        RunRecord stopped = latest.get().run();
        if (stopped.status() == RunStatus.SUCCESSFUL || stopped.status() == RunStatus.COMPLETED_WITH_WARNINGS) {
            return nothing("run " + stopped.number() + " is " + stopped.status().title());
        }
        TaskGraph all = Workflow.of(project);
        Set<TaskName> tasks = new TreeSet<>(latest.get().tasks());
        tasks.retainAll(all.tasks());
        return Optional.of(new NightPlan(
                stopped.kind(),
                stopped.asOf(),
                all.only(tasks),
                stopped.kind().equals(RunCommand.FULL) ? NightPlan.Reading.EVERYTHING : NightPlan.Reading.CHANGED,
                stopped.kind().equals(RefreshCommand.KIND) ? segments(tasks) : Set.of(),
                Optional.of(stopped.runId())));
    }

    private Optional<Stopped> latest(History history) {
        Optional<RunRecord> latest = history.latest();
        if (run != null) {
            RunRecord named = history.run(run)
                    .orElseThrow(() -> new Failure(
                            Failure.Blame.USER, "there is no run '" + run + "'\nfix: `segmill runs` lists the runs"));
            if (!named.runId().equals(latest.orElseThrow().runId())) {
                throw new Failure(
                        Failure.Blame.USER,
                        "run " + named.number() + " cannot be taken up: run "
                                + latest.orElseThrow().number()
                                + " came after it\nfix: `segmill run --as-of " + named.asOf()
                                + "` computes for its date again");
            }
        }
        return latest.map(found -> new Stopped(
                found,
                history.tasks(found.runId()).stream().map(TaskRecord::task).collect(Collectors.toSet())));
    }

    private static Set<String> segments(Set<TaskName> tasks) {
        return tasks.stream()
                .filter(task -> task.process() == Process.SEGMENTS)
                .map(TaskName::id)
                .collect(Collectors.toSet());
    }

    private Optional<NightPlan> nothing(String why) {
        segmill.terminal().err().println("nothing to retry: " + why);
        return Optional.empty();
    }
}
