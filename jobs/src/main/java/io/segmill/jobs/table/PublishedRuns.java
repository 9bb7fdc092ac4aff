package io.segmill.jobs.table;

import io.segmill.core.run.TaskRecord;
import java.util.Map;
import java.util.TreeMap;

/** What each run has published, in all its publications: a run that is taken up again has several. */
public final class PublishedRuns {
    private final Map<String, Map<TableName, Long>> newest = new TreeMap<>();

    /** Of that run: a table was published in that version. */
    void add(String runId, TableName table, long version) {
        newest.computeIfAbsent(runId, run -> new TreeMap<>()).merge(table, version, Math::max);
    }

    /**
     * Whether readers got to see what a task has written. One that succeeded may belong to an attempt that ended before
     * it published, though an earlier one of the same run did.
     */
    public boolean hold(TaskRecord task) {
        Map<TableName, Long> versions = newest.get(task.runId());
        return versions != null
                && task.outputVersions().entrySet().stream()
                        .allMatch(written ->
                                versions.getOrDefault(new TableName(written.getKey()), -1L) >= written.getValue());
    }
}
