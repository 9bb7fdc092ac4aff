package io.segmill.core.run;

import java.time.LocalDate;

/** Hears how a run goes on, as it happens; called from the threads that do the work, one call at a time. */
public interface Progress {
    /** The run has begun, with so many tasks. */
    void began(RunRecord run, TaskGraph tasks);

    /** Something that belongs to no task, worth a line. */
    void note(String message);

    /** A task goes on to a status that is not an end. */
    void moved(TaskName task, TaskStatus status);

    /** A task has ended. */
    void ended(TaskName task, TaskResult result);

    /** The run's tables became visible to readers. */
    void published(long publication, LocalDate asOf);
}
