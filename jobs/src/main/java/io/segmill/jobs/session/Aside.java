package io.segmill.jobs.session;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that goes on beside the thread that began it, in a thread of its own. Spark takes it for a part of what that thread
 * does: it has the same session, and its jobs the same properties.
 *
 * @param <T> what comes of it
 */
public final class Aside<T> {
    private final FutureTask<T> work;

    private Aside(FutureTask<T> work) {
        this.work = work;
    }

    /** Begins. @param name of the thread */
    public static <T> Aside<T> begin(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return new Aside<>(task);
    }

    /** Waits for the end. @return what came of the work; throws what it threw, as a known failure where it is one */
    public T result() {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw SparkFailures.known((Exception) e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for work done aside", e);
        }
    }
}
