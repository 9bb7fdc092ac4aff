package io.segmill.orchestration.batch;

import io.segmill.core.run.History;
import io.segmill.core.run.LoadedFile;
import io.segmill.core.run.Process;
import io.segmill.core.run.Progress;
import io.segmill.core.run.SkipReason;
import io.segmill.core.run.TaskGraph;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskResult;
import io.segmill.core.run.TaskStatus;
import io.segmill.jobs.table.TableName;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where every task of a run stands; each move is recorded in the history before anyone hears of it. */
final class TaskBoard {
    private final String runId;
    private final TaskGraph graph;
    private final History history;
    private final Progress progress;
    private final Clock clock;
    private final Map<TaskName, TaskResult> results;

    /** @param before how tasks ended in earlier attempts, which are not done again */
    TaskBoard(
            String runId,
            TaskGraph graph,
            Map<TaskName, TaskResult> before,
            History history,
            Progress progress,
            Clock clock) {
        this.runId = runId;
        this.graph = graph;
        this.results = new TreeMap<>(before);
        this.history = history;
        this.progress = progress;
        this.clock = clock;
    }

    TaskGraph graph() {
        return graph;
    }

    /** The tasks of a process that have not ended, in the order of their names. */
    synchronized List<TaskName> open(Process process) {
        return graph.tasks().stream()
                .filter(task -> task.process() == process && !results.containsKey(task))
                .toList();
    }

    synchronized void queued(TaskName task) {
        history.moved(runId, task, TaskStatus.QUEUED, clock.instant());
        progress.moved(task, TaskStatus.QUEUED);
    }

    synchronized void started(TaskName task) {
        history.moved(runId, task, TaskStatus.REFRESHING, clock.instant());
        progress.moved(task, TaskStatus.REFRESHING);
    }

    void ended(TaskName task, TaskResult result) {
        ended(Map.of(task, result), Map.of(), List.of());
    }

    /**
     * Tasks have ended together.
     *
     * @param ended in the order in which people hear of them
     * @param written the tables that they wrote, and the versions that they made
     * @param files that they loaded
     */
    synchronized void ended(
            Map<TaskName, TaskResult> ended, Map<TableName, Long> written, Collection<LoadedFile> files) {
        Map<String, Long> versions = new TreeMap<>();
        written.forEach((table, version) -> versions.put(table.path(), version));
        history.ended(runId, ended, versions, files, clock.instant());
        results.putAll(ended);
        ended.forEach(progress::ended);
    }

    /** How a task ended; empty while it is open, or if it is no part of this run. */
    synchronized Optional<TaskResult> result(TaskName task) {
        return Optional.ofNullable(results.get(task));
    }

    /** Why a task cannot be done, because of what became of those before it; failures are told first. */
    Optional<SkipReason> obstacle(TaskName task) {
        return obstacle(task, Map.of());
    }

    /** @param ending tasks that end together with this one */
    Optional<SkipReason> obstacle(TaskName task, Map<TaskName, TaskResult> ending) {
        List<SkipReason> obstacles = graph.upstream().get(task).stream()
                .flatMap(before ->
                        obstacleBy(
                                before, Optional.ofNullable(ending.get(before)).or(() -> result(before)))
                                .stream())
                .toList();
        return obstacles.stream().filter(SkipReason::isFailure).findFirst().or(() -> obstacles.stream()
                .findFirst());
    }

    /** Why what waits for that task cannot be done; empty if it can. */
    Optional<SkipReason> obstacleBy(TaskName before) {
        return obstacleBy(before, result(before));
    }

    private static Optional<SkipReason> obstacleBy(TaskName before, Optional<TaskResult> result) {
        if (result.isEmpty()) {
            // A segment that is evaluated and waits for all to be written; steps and tasks are started in order.
            return Optional.empty();
        }
        return switch (result.get().status()) {
            case FAILED, CANCELED -> Optional.of(SkipReason.upstreamFailed(before.id()));
            case SKIPPED -> {
                SkipReason reason = result.get().reason().orElseThrow();
                yield switch (reason.kind()) {
                    case UPSTREAM_FAILED, UPSTREAM_INACTIVE -> Optional.of(reason);
                    case INACTIVE -> Optional.of(SkipReason.upstreamInactive(before.id()));
                    case STATIC, UNCHANGED, HELD -> Optional.empty();
                };
            }
            case SUCCESSFUL, COMPLETED_WITH_WARNINGS -> Optional.empty();
            case NOT_STARTED, QUEUED, REFRESHING -> throw new IllegalStateException(before + " is open");
        };
    }
}
