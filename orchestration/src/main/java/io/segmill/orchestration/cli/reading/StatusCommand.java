package io.segmill.orchestration.cli.reading;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import io.segmill.core.problem.NearestName;
import io.segmill.core.run.History;
import io.segmill.core.run.Process;
import io.segmill.core.run.RunRecord;
import io.segmill.core.run.RunStatus;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskRecord;
import io.segmill.core.run.TaskStatus;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.Wording;
import io.segmill.orchestration.schedule.MissedNights;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how the tasks of a run stand. */
@Command(
        name = "status",
        description = "The tasks of a run with status, times, rows, errors and warnings.",
        sortOptions = false)
public final class StatusCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final SegmillCommand segmill;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "A run's number or id, as `segmill runs` lists them (default: the latest).")
    private String run;

    @Option(names = "--task", paramLabel = "T", description = "One task in full, such as segment:vip.")
    private String task;

    @Option(
            names = "--entire-workflow",
            description = "The project's other tasks too, as they last ended in earlier runs.")
    private boolean entireWorkflow;

    @Option(names = "--watch", description = "First tell each task's moves, as long as the run goes on.")
    private boolean watch;

    public StatusCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() throws InterruptedException {
        CheckedProject project = segmill.project();
        if (watch) {
            watch(project);
        }
        RunReport report = new RunReport(segmill.terminal(), SegmillCommand.wording(project), segmill.clock());
        Optional<Night> night = SegmillCommand.read(project, Optional.empty(), history -> night(history, project));
        if (night.isEmpty() && run != null) {
            throw new Failure(Blame.USER, "there is no run '" + run + "': nothing ran yet");
        }
        if (night.isEmpty() && task != null) {
            throw new Failure(Blame.USER, "there is no task '" + task + "' to tell of: nothing ran yet");
        }
        if (night.isEmpty()) {
            segmill.answer(
                    TaskDocument.OfRun.NONE, () -> segmill.terminal().out().println("no run yet"));
        } else if (task == null) {
            Function<TaskRecord, ?> document = entireWorkflow ? night.get()::whole : TaskDocument::of;
            segmill.answer(
                    TaskDocument.OfRun.of(
                            night.get().run(),
                            night.get().tasks().stream().map(document).toList(),
                            night.get().missed()),
                    () -> {
                        report.print(
                                night.get().run(),
                                night.get().tasks(),
                                entireWorkflow ? RunReport.Origin.SHOWN : RunReport.Origin.HIDDEN);
                        report.print(night.get().missed());
                    });
        } else {
            TaskRecord one = named(night.get());
            segmill.answer(night.get().whole(one), () -> print(night.get(), one, project, report));
        }
        return 0;
    }

    private void watch(CheckedProject project) throws InterruptedException {
        Wording wording = SegmillCommand.wording(project);
        Map<TaskName, TaskStatus> told = new HashMap<>();
        while (true) {
            Optional<Night> now = SegmillCommand.read(project, Optional.empty(), history -> night(history, project));
            boolean isOver = now.filter(night -> night.run().status() == RunStatus.RUNNING)
                    .isEmpty();
            if (isOver) {
                return;
            }
            for (TaskRecord one : now.get().tasks()) {
                boolean isNew = told.put(one.task(), one.status()) != one.status();
                if (isNew && one.status() != TaskStatus.NOT_STARTED) {
                    String line = wording.time(segmill.clock().instant()) + "  " + one.task() + ": "
                            + one.status().title()
                            + one.reason().map(reason -> " (" + reason + ")").orElse("");
                    (segmill.isJson()
                                    ? segmill.terminal().err()
                                    : segmill.terminal().out())
                            .println(line);
                }
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /**
     * A run and its tasks, or those of the entire workflow; and the nights that are missing since the latest.
     *
     * @param processed when each task succeeded last, in whichever run; only known where tasks are told in full
     */
    private record Night(
            RunRecord run, List<TaskRecord> tasks, Map<TaskName, Instant> processed, Optional<MissedNights> missed) {
        TaskDocument.Whole whole(TaskRecord one) {
            return TaskDocument.Whole.of(one, Optional.ofNullable(processed.get(one.task())));
        }
    }

    private Optional<Night> night(History history, CheckedProject project) {
        Optional<RunRecord> found = run == null ? history.latest() : history.run(run);
        if (found.isEmpty()) {
            if (run != null && history.latest().isPresent()) {
                throw new Failure(Blame.USER, "there is no run '" + run + "'\nfix: `segmill runs` lists the runs");
            }
            return Optional.empty();
        }
        List<TaskRecord> tasks = history.tasks(found.get().runId());
        return Optional.of(new Night(
                found.get(),
                entireWorkflow ? completed(history, project, tasks) : tasks,
                entireWorkflow || task != null ? processed(history) : Map.of(),
                MissedNights.of(project.settings(), history, segmill.clock().instant())));
    }

    private static Map<TaskName, Instant> processed(History history) {
        Map<TaskName, Instant> processed = new HashMap<>();
        for (Process process : Process.values()) {
            history.newestSuccess(process).values().forEach(success -> success.ended()
                    .ifPresent(ended -> processed.put(success.task(), ended)));
        }
        return processed;
    }

    private static List<TaskRecord> completed(History history, CheckedProject project, List<TaskRecord> ofRun) {
        Map<TaskName, TaskRecord> all = new TreeMap<>();
        for (Process process : Process.values()) {
            history.newest(process).values().stream()
                    .filter(record -> isOf(project, record.task()))
                    .forEach(record -> all.put(record.task(), record));
        }
        ofRun.forEach(record -> all.put(record.task(), record));
        return List.copyOf(all.values());
    }

    private static boolean isOf(CheckedProject project, TaskName task) {
        return switch (task.process()) {
            case DATA_SOURCES, PROFILING -> project.sources().containsKey(task.id());
            case SEGMENTS -> project.segments().containsKey(task.id());
            case EXPORTS -> project.exports().containsKey(task.id());
        };
    }

    private TaskRecord named(Night night) {
        List<TaskRecord> meant = night.tasks().stream()
                .filter(record -> record.task().toString().equals(task)
                        || record.task().id().equals(task))
                .toList();
        List<String> names = (meant.size() > 1 ? meant : night.tasks())
                .stream().map(record -> record.task().toString()).toList();
        if (meant.size() > 1) {
            throw new Failure(
                    Blame.USER,
                    "run " + night.run().number() + " has several tasks '" + task + "'\nfix: one of: "
                            + String.join(", ", names));
        }
        return meant.stream()
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Blame.USER,
                        "run " + night.run().number() + " has no task '" + task + "'\nfix: "
                                + NearestName.fix(task, names, "it has no tasks at all")));
    }

    private void print(Night night, TaskRecord one, CheckedProject project, RunReport report) {
        RunRecord record = night.run();
        PrintWriter out = segmill.terminal().out();
        Wording wording = SegmillCommand.wording(project);
        out.println(one.task() + " in run " + (one.runId().equals(record.runId()) ? record.number() : one.runId())
                + " as of " + one.asOf() + ": "
                + Cell.status(one.status()).shown(segmill.terminal().look())
                + one.reason().map(reason -> " (" + reason + ")").orElse(""));
        one.started().ifPresent(started -> out.println("started     " + wording.time(started)));
        one.ended()
                .ifPresent(ended -> out.println("ended       " + wording.time(ended)
                        + report.ownTime(one).map(time -> " (" + time + ")").orElse("")));
        Optional.ofNullable(night.processed().get(one.task()))
                .ifPresent(processed -> out.println("processed   last on " + wording.time(processed)));
        one.sharedCost().ifPresent(cost -> out.println("cost        " + Wording.cost(cost)));
        one.rows().ifPresent(rows -> out.println("rows        " + Wording.number(rows)));
        one.entered().ifPresent(entered -> out.println("entered     " + Wording.number(entered)));
        one.left().ifPresent(left -> out.println("left        " + Wording.number(left)));
        out.println("definition  " + one.definitionHash());
        new TreeMap<>(one.inputVersions())
                .forEach((table, version) -> out.println("read        " + table + " version " + version));
        new TreeMap<>(one.outputVersions())
                .forEach((table, version) -> out.println("wrote       " + table + " version " + version));
        one.details().forEach(detail -> out.println("detail      " + detail));
        one.warnings().forEach(warning -> out.println("warning     " + warning));
        one.error().ifPresent(error -> out.println("error       " + error.replace("\n", "\n            ")));
    }
}
