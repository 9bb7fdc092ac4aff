package io.segmill.orchestration.cli.reading;

import io.segmill.core.run.Process;
import io.segmill.core.run.RunRecord;
import io.segmill.core.run.RunStatus;
import io.segmill.core.run.TaskRecord;
import io.segmill.core.run.TaskStatus;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.Terminal;
import io.segmill.orchestration.cli.print.TextTable;
import io.segmill.orchestration.cli.print.Wording;
import io.segmill.orchestration.schedule.DueNight;
import io.segmill.orchestration.schedule.MissedNights;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A run and its tasks as people read them, while it goes on and when it is done. */
public final class RunReport {
    private static final int MISSED_SHOWN = 3;

    private final Terminal terminal;
    private final Wording wording;
    private final Clock clock;

    public RunReport(Terminal terminal, Wording wording, Clock clock) {
        this.terminal = terminal;
        this.wording = wording;
        this.clock = clock;
    }

    /** Whether the table tells of which run each task is. */
    public enum Origin {
        SHOWN,
        HIDDEN
    }

    /** A run and its tasks for programs. */
    public static Object document(RunRecord run, List<TaskRecord> tasks) {
        return TaskDocument.OfRun.of(run, tasks.stream().map(TaskDocument::of).toList(), Optional.empty());
    }

    /**
     * Prints a run, a line for each process and a table of the tasks.
     *
     * @param tasks the run's own, or with those of other runs, which {@code origin} then tells apart
     */
    public void print(RunRecord record, List<TaskRecord> tasks, Origin origin) {
        PrintWriter out = terminal.out();
        out.println("run " + record.number() + " (" + record.kind() + ", " + record.runId() + ") as of "
                + record.asOf() + ": "
                + Cell.status(record.status()).shown(terminal.look()));
        out.println("started " + wording.time(record.started())
                + record.ended()
                        .map(ended -> ", ended " + wording.time(ended) + " ("
                                + Wording.duration(Duration.between(record.started(), ended)) + ")")
                        .orElse(", " + Wording.duration(Duration.between(record.started(), clock.instant())) + " ago"));
        if (record.status() == RunStatus.INTERRUPTED && record.ended().isEmpty()) {
            out.println("its process " + record.pid() + " on " + record.host()
                    + " has ended without a word; the next run closes it");
        }
        out.println();
        Map<Process, List<TaskRecord>> processes = tasks.stream()
                .collect(Collectors.groupingBy(
                        one -> one.task().process(), () -> new EnumMap<>(Process.class), Collectors.toList()));
        int width = Process.DATA_SOURCES.title().length();
        processes.forEach((process, its) ->
                out.println(process.title() + " ".repeat(width - process.title().length()) + "  " + summary(its)));
        if (tasks.isEmpty()) {
            out.println("no tasks");
            return;
        }
        out.println();
        boolean areSomeShared = tasks.stream().anyMatch(one -> one.sharedCost().isPresent());
        List<String> headings = new ArrayList<>(List.of("task", "status", "reason", "rows", "time"));
        if (areSomeShared) {
            headings.add("share");
        }
        if (origin == Origin.SHOWN) {
            headings.addAll(List.of("run", "as of"));
        }
        TextTable table = new TextTable(headings);
        for (TaskRecord one : tasks) {
            List<Cell> row = new ArrayList<>(List.of(
                    Cell.text(one.task().toString()),
                    Cell.status(one.status()),
                    Cell.text(remark(one)),
                    Cell.number(one.rows()),
                    Cell.right(time(one))));
            if (areSomeShared) {
                row.add(Cell.right(one.sharedCost()
                        .map(cost -> Wording.percent(cost.share()))
                        .orElse("")));
            }
            if (origin == Origin.SHOWN) {
                row.add(Cell.text(one.runId().equals(record.runId()) ? "this" : one.runId()));
                row.add(Cell.text(one.asOf().toString()));
            }
            table.add(row);
        }
        terminal.print(table);
    }

    /** Prints which nights are missing, if any are. */
    void print(Optional<MissedNights> missed) {
        missed.filter(nights -> !nights.nights().isEmpty()).ifPresent(nights -> {
            List<DueNight> due = nights.nights();
            terminal.out().println();
            terminal.out()
                    .println("missed since run " + nights.since().number() + ": "
                            + (due.size() == MissedNights.MOST ? "at least " : "")
                            + Wording.count(due.size(), "night", "nights") + " of the schedule (" + nights.zone()
                            + ")");
            due.stream().limit(MISSED_SHOWN).forEach(night -> terminal.out().println("  " + shown(night)));
            if (due.size() > MISSED_SHOWN) {
                terminal.out().println("  … and the last: " + shown(due.get(due.size() - 1)));
            }
        });
    }

    private static String shown(DueNight night) {
        return Wording.time(night.clock())
                + switch (night.onTheClock()) {
                    case SHOWN -> "";
                    case LEFT_OUT -> ", left out: clocks were put forward over it";
                };
    }

    /** How long it took, or takes until now; of a segment in a shared pass the time of that pass, marked so. */
    private String time(TaskRecord one) {
        return one.sharedCost()
                .map(cost -> Wording.duration(cost.pass()) + " shared")
                .or(() -> ownTime(one))
                .orElse("");
    }

    /** None for what has not started, and for a segment that was evaluated in a shared pass. */
    Optional<String> ownTime(TaskRecord one) {
        return one.sharedCost().isPresent()
                ? Optional.empty()
                : one.started()
                        .map(started -> Wording.duration(
                                Duration.between(started, one.ended().orElseGet(clock::instant))));
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
