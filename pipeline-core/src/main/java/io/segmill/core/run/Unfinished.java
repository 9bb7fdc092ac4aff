package io.segmill.core.run;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** What is left to do of a run that failed, was cancelled or killed. */
public final class Unfinished {
    private Unfinished() {}

    /**
     * The tasks that did not do what they are for because something went wrong, in them or before them; and the exports
     * behind these, which were written without them.
     *
     * @param tasks of the run
     * @param graph of the run's tasks, as the project knows them today
     */
    public static Set<TaskName> of(Collection<TaskRecord> tasks, TaskGraph graph) {
        Set<TaskName> left = new TreeSet<>();
        for (TaskRecord task : tasks) {
            if (isLeft(task)) {
                left.add(task.task());
            }
        }
        Set<TaskName> exports = new TreeSet<>();
        graph.upstream().forEach((task, before) -> {
            if (task.process() == Process.EXPORTS && before.stream().anyMatch(left::contains)) {
                exports.add(task);
            }
        });
        left.addAll(exports);
        return left;
    }

    private static boolean isLeft(TaskRecord task) {
        return switch (task.status()) {
            case NOT_STARTED, QUEUED, REFRESHING, FAILED, CANCELED -> true;
            case SKIPPED ->
                task.reason()
                        .map(SkipReason::parse)
                        .filter(SkipReason::isFailure)
                        .isPresent();
            case SUCCESSFUL, COMPLETED_WITH_WARNINGS -> false;
        };
    }
}
