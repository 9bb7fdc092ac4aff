package io.segmill.orchestration.batch;

import io.segmill.core.fault.FaultPoint;
import io.segmill.core.fault.Faults;
import io.segmill.core.problem.Failure;
import io.segmill.core.run.SkipReason;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskResult;
import io.segmill.jobs.session.SparkFailures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * One process of the night as one Batch step: its open tasks, each as soon as those before it have ended, several side
 * by side. A task that fails does not fail the step, since independent tasks and later processes go on.
 */
final class ProcessStep implements Tasklet {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessStep.class);

    private final ProcessWork work;
    private final TaskBoard board;
    private final CancelSignal cancel;
    private final int sideBySide;
    private final Faults faults;

    ProcessStep(ProcessWork work, TaskBoard board, CancelSignal cancel, int sideBySide, Faults faults) {
        this.work = work;
        this.board = board;
        this.cancel = cancel;
        this.sideBySide = sideBySide;
        this.faults = faults;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        List<TaskName> tasks = board.open(work.process());
        tasks.forEach(board::queued);
        ExecutorService threads = Executors.newFixedThreadPool(sideBySide);
        try {
            Map<TaskName, CompletableFuture<Void>> started = new HashMap<>();
            Set<TaskName> open = Set.copyOf(tasks);
            for (TaskName task : tasks) {
                start(task, open, started, threads);
            }
            CompletableFuture.allOf(started.values().toArray(CompletableFuture[]::new))
                    .join();
            if (!tasks.isEmpty() || work.isDueWithoutTasks()) {
                work.finish();
            }
        } finally {
            threads.shutdown();
        }
        faults.at(FaultPoint.PROCESS_ENDED, work.process().title());
        return RepeatStatus.FINISHED;
    }

    private CompletableFuture<Void> start(
            TaskName task,
            Set<TaskName> open,
            Map<TaskName, CompletableFuture<Void>> started,
            ExecutorService threads) {
        CompletableFuture<Void> known = started.get(task);
        if (known != null) {
            return known;
        }
        CompletableFuture<?>[] before = board.graph().upstream().get(task).stream()
                .filter(open::contains)
                .map(other -> start(other, open, started, threads))
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> future = CompletableFuture.allOf(before).thenRunAsync(() -> attempt(task), threads);
        started.put(task, future);
        return future;
    }

    private void attempt(TaskName task) {
        if (cancel.isRaised()) {
            board.ended(task, cancel.taskResult());
            return;
        }
        Optional<SkipReason> obstacle = work.obstacle(task);
        if (obstacle.isPresent()) {
            board.ended(task, TaskResult.skipped(obstacle.get()));
            return;
        }
        try {
            work.perform(task);
        } catch (Exception e) {
            if (cancel.isRaised()) {
                board.ended(task, cancel.taskResult());
            } else {
                if (!(e instanceof Failure)) {
                    LOG.debug("{} failed", task, e);
                }
                board.ended(task, TaskResult.failed(SparkFailures.message(e)));
            }
        }
    }
}
