package io.segmill.orchestration.batch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells a run, from a signal's thread or another, that it shall stop; what is under way is interrupted by the listeners. */
public final class CancelSignal {
    private final AtomicBoolean raised = new AtomicBoolean();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public boolean isRaised() {
        return raised.get();
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
