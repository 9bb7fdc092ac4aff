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
import io.segmill.orchestration.cli.print.TextTable;
import io.segmill.orchestration.cli.print.Wording;
import io.segmill.orchestration.history.RunProcess;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how the tasks of a run stand. */
@Command(
        name = "status",
        description = "The tasks of a run with status, times, rows, errors and warnings.",
        sortOptions = false)
public final class StatusCommand implements Callable<Integer> {
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

    public StatusCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.project();
        Optional<Night> night = SegmillCommand.read(project, Optional.empty(), history -> night(history, project));
        if (night.isEmpty() && run != null) {
            throw new Failure(Blame.USER, "there is no run '" + run + "': nothing ran yet");
        }
        if (night.isEmpty()) {
            segmill.answer(
                    TaskDocument.OfRun.NONE, () -> segmill.terminal().out().println("no run yet"));
        } else if (task == null) {
            Function<TaskRecord, ?> document = entireWorkflow ? TaskDocument.Whole::of : TaskDocument::of;
            segmill.answer(
                    TaskDocument.OfRun.of(
                            night.get().run(),
                            night.get().tasks().stream().map(document).toList()),
                    () -> print(night.get(), project));
        } else {
            TaskRecord one = named(night.get());
            segmill.answer(TaskDocument.Whole.of(one), () -> print(night.get().run(), one, project));
        }
        return 0;
    }

    /** A run and its tasks, or those of the entire workflow. */
    private record Night(RunRecord run, List<TaskRecord> tasks) {}

    private Optional<Night> night(History history, CheckedProject project) {
        Optional<RunRecord> found = run == null ? history.latest() : history.run(run);
        if (found.isEmpty()) {
            if (run != null && history.latest().isPresent()) {
                throw new Failure(Blame.USER, "there is no run '" + run + "'\nfix: `segmill runs` lists the runs");
            }
            return Optional.empty();
        }
        List<TaskRecord> tasks = history.tasks(found.get().runId());
        return Optional.of(new Night(found.get(), entireWorkflow ? completed(history, project, tasks) : tasks));
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

    private void print(Night night, CheckedProject project) {
        PrintWriter out = segmill.terminal().out();
        Wording wording = SegmillCommand.wording(project);
        RunRecord record = night.run();
        out.println("run " + record.number() + " (" + record.kind() + ", " + record.runId() + ") as of "
                + record.asOf() + ": "
                + Cell.status(record.status()).shown(segmill.terminal().look()));
        out.println("started " + wording.time(record.started())
                + record.ended()
                        .map(ended -> ", ended " + wording.time(ended) + " ("
                                + Wording.duration(Duration.between(record.started(), ended)) + ")")
                        .orElse(", "
                                + Wording.duration(Duration.between(
                                        record.started(), segmill.clock().instant())) + " ago"));
        if (record.status() == RunStatus.RUNNING && RunProcess.of(record).isGone()) {
            out.println("its process " + record.pid() + " on " + record.host()
                    + " has ended without a word; the next run closes it");
        }
        out.println();
        Map<Process, List<TaskRecord>> processes = night.tasks().stream()
                .collect(Collectors.groupingBy(
                        one -> one.task().process(), () -> new EnumMap<>(Process.class), Collectors.toList()));
        int width = Process.DATA_SOURCES.title().length();
        processes.forEach((process, tasks) ->
                out.println(process.title() + " ".repeat(width - process.title().length()) + "  " + summary(tasks)));
        if (night.tasks().isEmpty()) {
            out.println("no tasks");
            return;
        }
        out.println();
        TextTable table = entireWorkflow
                ? new TextTable("task", "status", "reason", "rows", "time", "run", "as of")
                : new TextTable("task", "status", "reason", "rows", "time");
        for (TaskRecord one : night.tasks()) {
            List<Cell> row = new ArrayList<>(List.of(
                    Cell.text(one.task().toString()),
                    Cell.status(one.status()),
                    Cell.text(remark(one)),
                    Cell.number(one.rows()),
                    Cell.right(time(one))));
            if (entireWorkflow) {
                row.add(Cell.text(one.runId().equals(record.runId()) ? "this" : one.runId()));
                row.add(Cell.text(one.asOf().toString()));
            }
            table.add(row);
        }
        segmill.terminal().print(table);
    }

    private void print(RunRecord record, TaskRecord one, CheckedProject project) {
        PrintWriter out = segmill.terminal().out();
        Wording wording = SegmillCommand.wording(project);
        out.println(one.task() + " in run " + (one.runId().equals(record.runId()) ? record.number() : one.runId())
                + " as of " + one.asOf() + ": "
                + Cell.status(one.status()).shown(segmill.terminal().look())
                + one.reason().map(reason -> " (" + reason + ")").orElse(""));
        one.started().ifPresent(started -> out.println("started     " + wording.time(started)));
        one.ended()
                .ifPresent(ended -> out.println("ended       " + wording.time(ended)
                        + (one.started().isPresent() ? " (" + time(one) + ")" : "")));
        one.rows().ifPresent(rows -> out.println("rows        " + Wording.number(rows)));
        one.entered().ifPresent(entered -> out.println("entered     " + Wording.number(entered)));
        one.left().ifPresent(left -> out.println("left        " + Wording.number(left)));
        out.println("definition  " + one.definitionHash());
        new TreeMap<>(one.inputVersions())
                .forEach((table, version) -> out.println("read        " + table + " version " + version));
        new TreeMap<>(one.outputVersions())
                .forEach((table, version) -> out.println("wrote       " + table + " version " + version));
        one.warnings().forEach(warning -> out.println("warning     " + warning));
        one.error().ifPresent(error -> out.println("error       " + error.replace("\n", "\n            ")));
    }

    private String time(TaskRecord one) {
        return one.started()
                .map(started ->
                        Wording.duration(Duration.between(started, one.ended().orElseGet(segmill.clock()::instant))))
                .orElse("");
    }

    /** Why it was skipped, else the error's or the first warning's first line. */
    private static String remark(TaskRecord one) {
        String whole = one.reason()
                .or(one::error)
                .orElseGet(() -> one.warnings().isEmpty()
                        ? ""
                        : one.warnings().get(0)
                                + (one.warnings().size() > 1
                                        ? " (" + one.warnings().size() + " warnings)"
                                        : ""));
        return whole.lines().findFirst().orElse("");
    }

    /** {@code 5 done, 1 failed, 2 skipped (inactive; upstream failed: orders)}. */
    private static String summary(List<TaskRecord> tasks) {
        List<String> parts = new ArrayList<>();
        add(parts, tasks, "done", TaskStatus.SUCCESSFUL, TaskStatus.COMPLETED_WITH_WARNINGS);
        add(parts, tasks, "running", TaskStatus.REFRESHING);
        add(parts, tasks, "queued", TaskStatus.QUEUED);
        add(parts, tasks, "failed", TaskStatus.FAILED);
        add(parts, tasks, "canceled", TaskStatus.CANCELED);
        add(parts, tasks, "not started", TaskStatus.NOT_STARTED);
        add(parts, tasks, "skipped", TaskStatus.SKIPPED);
        String reasons = tasks.stream()
                .flatMap(one -> one.reason().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
        return String.join(", ", parts) + (reasons.isEmpty() ? "" : " (" + reasons + ")");
    }

    private static void add(List<String> parts, List<TaskRecord> tasks, String word, TaskStatus... statuses) {
        long count = tasks.stream()
                .filter(one -> List.of(statuses).contains(one.status()))
                .count();
        if (count > 0) {
            parts.add(Wording.number(count) + " " + word);
        }
    }
}
