package io.segmill.orchestration.batch;

import io.segmill.core.problem.Failure;
import io.segmill.core.run.TaskResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Tells a run, from a signal's thread or another, that it shall stop; what is under way is interrupted by the listeners. */
public final class CancelSignal {
    private final AtomicBoolean raised = new AtomicBoolean();
    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public boolean isRaised() {
        return raised.get();
    }

    /** Whether a person wants it to stop. */
    public boolean isCanceled() {
        return isRaised() && failure().isEmpty();
    }

    /** Why the run cannot go on; empty if it can, and if a person wants it to stop. */
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** How a task ends that does not come to its own end because of this signal. */
    TaskResult taskResult() {
        return failure().map(Failure::getMessage).map(TaskResult::failed).orElseGet(TaskResult::canceled);
    }

    /** The run cannot go on; does nothing if it was told to stop before. */
    void raise(Failure reason) {
        if (!isRaised() && failure.compareAndSet(null, reason)) {
            raise();
        }
    }

    public void raise() {
        if (raised.compareAndSet(false, true)) {
            listeners.forEach(Runnable::run);
        }
    }

    /** Runs when the signal is raised, at once if it already was. */
    public void whenRaised(Runnable listener) {
        listeners.add(listener);
        if (isRaised()) {
            listener.run();
        }
    }
}
