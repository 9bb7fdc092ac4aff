package io.segmill.orchestration.nights;

import io.segmill.core.run.Progress;
import io.segmill.core.run.RunRecord;
import io.segmill.core.run.TaskGraph;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskResult;
import io.segmill.core.run.TaskStatus;
import java.time.LocalDate;

/** Does something when the first task is at work. */
final class AtTheFirstTask implements Progress {
    private final Runnable work;
    private boolean isDone;

    AtTheFirstTask(Runnable work) {
        this.work = work;
    }

    @Override
    public void began(RunRecord run, TaskGraph tasks) {}

    @Override
    public void note(String message) {}

    @Override
    public void moved(TaskName task, TaskStatus status) {
        if (status == TaskStatus.REFRESHING && !isDone) {
            isDone = true;
            work.run();
        }
    }

    @Override
    public void ended(TaskName task, TaskResult result) {}

    @Override
    public void published(long publication, LocalDate asOf) {}
}
