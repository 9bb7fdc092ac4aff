package io.segmill.orchestration.batch;

import io.segmill.core.run.Process;
import io.segmill.core.run.SkipReason;
import io.segmill.core.run.TaskName;
import java.util.Optional;

/** What one process of the night does. */
interface ProcessWork {
    Process process();

    /** Why a task cannot be done after what became of those before it; empty if it can. */
    Optional<SkipReason> obstacle(TaskName task);

    /** Does one task and tells the board how it ended, at once or in {@link #finish()}; several run side by side. */
    void perform(TaskName task);

    /** Whether there is something to finish although the process has no task to do. */
    default boolean isDueWithoutTasks() {
        return false;
    }

    /** After the last task: what is written once for all of them. */
    void finish();
}
