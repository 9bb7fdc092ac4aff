package io.segmill.core.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The truth about runs and tasks; the warehouse is the truth about data. */
public interface History extends AutoCloseable {
    /**
     * Records a run that begins, Running, with all its tasks, Not started.
     *
     * @param tasks each task and the hash of its definition
     * @return the record, with the number that it was given
     */
    RunRecord begin(
            String runId, String kind, LocalDate asOf, String projectHash, Map<TaskName, String> tasks, Instant now);

    /** Tasks go on together to a status that is not an end: Queued or Refreshing. */
    void moved(String runId, Collection<TaskName> tasks, TaskStatus status, Instant now);

    /**
     * Takes up a run that has ended, as its next attempt of this process: Running again, and those tasks Not started.
     *
     * @param projectHash of the project's files now; a run whose attempts had different ones keeps none, so that nothing
     *     that it did passes for done by either
     * @param again each of these tasks and the hash of its definition
     * @param stopped those of them that remember what they read
     */
    RunRecord takeUp(String runId, String projectHash, Map<TaskName, String> again, Set<TaskName> stopped, Instant now);

    /** The number of a run's newest attempt, from 1. */
    int attempt(String runId);

    /** A run's attempts, the first one first. */
    List<Attempt> attempts(String runId);

    /**
     * Tasks have ended, all or none of them recorded.
     *
     * @param written the tables that they wrote together, by name, and the versions that they made
     * @param files that they loaded
     */
    void ended(
            String runId,
            Map<TaskName, TaskResult> results,
            Map<String, Long> written,
            Collection<LoadedFile> files,
            Instant now);

    /** Tasks have ended that wrote no table. */
    default void ended(String runId, Map<TaskName, TaskResult> results, Instant now) {
        ended(runId, results, Map.of(), List.of(), now);
    }

    /** The files that a run has loaded, in all its attempts. */
    List<LoadedFile> files(String runId);

    /** A task goes on to a status that is not an end: Queued or Refreshing. */
    default void moved(String runId, TaskName task, TaskStatus status, Instant now) {
        moved(runId, List.of(task), status, now);
    }

    /** A task has ended. */
    default void ended(String runId, TaskName task, TaskResult result, Instant now) {
        ended(runId, Map.of(task, result), now);
    }

    /** Which versions of which tables a task reads, by the tables' names. */
    void reads(String runId, TaskName task, Map<String, Long> inputs);

    /** Asks the process of a run, whichever it is, to stop. */
    void askToStop(String runId);

    /** Whether a run's newest attempt was asked to stop. */
    boolean isAskedToStop(String runId);

    /** The run's process lives. */
    void beat(String runId);

    /** A run has ended. */
    void ended(String runId, RunStatus status, Instant now);

    /** Runs that were never closed, although their process may have died. */
    List<RunRecord> open();

    /** Closes a run whose process died: Interrupted, its open tasks Failed with that error. */
    void interrupted(String runId, String error, Instant now);

    /** The newest run. */
    Optional<RunRecord> latest();

    /** A run by its id or its number. */
    Optional<RunRecord> run(String idOrNumber);

    /** Runs that started at that moment or later, the newest first. */
    List<RunRecord> runs(Instant since);

    /** The tasks of a run, in the order of the night. */
    List<TaskRecord> tasks(String runId);

    /** The newest record of every task of that process that is in an end status, by the task's id. */
    Map<String, TaskRecord> newest(Process process);

    /** The newest failures of one task, the newest first. */
    List<TaskRecord> failures(TaskName task, int most);

    /** The newest success of every task of that process, by the task's id. */
    Map<String, TaskRecord> newestSuccess(Process process);

    /** The successes of one task from the oldest to the newest that ended at that moment or later. */
    List<TaskRecord> successes(TaskName task, Instant since);

    /** Exports have written segments; of an export and segment the two newest as-of dates are remembered. */
    void exported(Collection<Exported> written);

    /** What exports have written of segments, the oldest first. */
    List<Exported> exported();

    /** An export may write a segment although it is held. */
    void release(Holds.Release release);

    /** Of each export and segment the newest release. */
    Set<Holds.Release> releases();

    /**
     * Forgets runs that started before that moment, with their tasks and events. The latest run stays; so does, of every
     * run, a task that ended or succeeded there last, with its run: that is what lists show.
     *
     * @param known the project's tasks; of others nothing stays
     * @return how many runs are gone
     */
    int forgetBefore(Instant moment, Collection<TaskName> known);

    @Override
    void close();
}
