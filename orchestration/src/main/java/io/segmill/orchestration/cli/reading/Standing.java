package io.segmill.orchestration.cli.reading;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.run.History;
import io.segmill.core.run.Process;
import io.segmill.core.run.RunRecord;
import io.segmill.core.run.RunStatus;
import io.segmill.core.run.SharedCost;
import io.segmill.core.run.SkipReason;
import io.segmill.core.run.TaskRecord;
import io.segmill.core.run.TaskStatus;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.Terminal;
import io.segmill.orchestration.cli.print.Wording;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the source, segment or export of a task stands: its task in the run that is going on, else the newest that ended;
 * and its last success, whatever came after.
 */
record Standing(Optional<TaskRecord> newest, Optional<TaskRecord> success) {
    static final Standing NEVER = new Standing(Optional.empty(), Optional.empty());

    /** By id, for everything that has a history; {@link #NEVER} for the rest. */
    static Map<String, Standing> of(CheckedProject project, Process process) {
        return SegmillCommand.read(project, Map.of(), history -> of(history, process));
    }

    static Map<String, Standing> of(History history, Process process) {
        Map<String, TaskRecord> newest = new HashMap<>(history.newest(process));
        history.latest()
                .filter(run -> run.status() == RunStatus.RUNNING)
                .map(RunRecord::runId)
                .ifPresent(runId -> history.tasks(runId).stream()
                        .filter(task -> task.task().process() == process && task.status() != TaskStatus.NOT_STARTED)
                        .forEach(task -> newest.put(task.task().id(), task)));
        Map<String, TaskRecord> successes = history.newestSuccess(process);
        Map<String, Standing> standings = new HashMap<>();
        newest.forEach((id, task) ->
                standings.put(id, new Standing(Optional.of(task), Optional.ofNullable(successes.get(id)))));
        return standings;
    }

    TaskStatus status() {
        return newest.map(TaskRecord::status).orElse(TaskStatus.NOT_STARTED);
    }

    Optional<String> reason() {
        return newest.flatMap(TaskRecord::reason);
    }

    /** Rows of the last success; members of a segment, of which one that was switched off since has none. */
    OptionalLong rows() {
        return success.map(task -> isInactive() ? OptionalLong.of(0) : task.rows())
                .orElse(OptionalLong.empty());
    }

    private boolean isInactive() {
        return reason().filter(SkipReason.INACTIVE.toString()::equals).isPresent();
    }

    /** Against the refresh before; none for a segment that was switched off since. */
    OptionalLong change() {
        return success.filter(task -> !isInactive())
                .filter(task -> task.entered().isPresent() && task.left().isPresent())
                .map(task ->
                        OptionalLong.of(task.entered().getAsLong() - task.left().getAsLong()))
                .orElse(OptionalLong.empty());
    }

    Optional<Instant> lastRefreshed() {
        return success.flatMap(TaskRecord::ended);
    }

    /** Of the last success, if it was a segment's in one pass with others. */
    Optional<SharedCost> sharedCost() {
        return success.flatMap(TaskRecord::sharedCost);
    }

    List<String> warnings() {
        return newest.map(TaskRecord::warnings).orElse(List.of());
    }

    Optional<String> error() {
        return newest.flatMap(TaskRecord::error);
    }

    /** The lines of a detail view, down to the full error. */
    void print(Terminal terminal, Wording wording, String counted) {
        PrintWriter out = terminal.out();
        out.println("  status          " + Cell.status(status()).shown(terminal.look())
                + reason().map(reason -> " (" + reason + ")").orElse(""));
        rows().ifPresent(
                        rows -> out.println("  " + counted + " ".repeat(16 - counted.length()) + Wording.number(rows)));
        change().ifPresent(change -> out.println("  change          " + Wording.change(change)));
        lastRefreshed().ifPresent(time -> out.println("  last refreshed  " + wording.time(time)));
        sharedCost().ifPresent(cost -> out.println("  cost            " + Wording.cost(cost)));
        warnings().forEach(warning -> out.println("  warning         " + warning));
        error().ifPresent(error -> out.println("  error           " + error.replace("\n", "\n                  ")));
    }
}
