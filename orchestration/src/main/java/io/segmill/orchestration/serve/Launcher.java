package io.segmill.orchestration.serve;

import java.util.List;
import java.util.OptionalInt;

/** Starts Segmill's own commands, each in a process of its own. */
public interface Launcher {
    /**
     * Starts a command.
     *
     * @param words as they would be typed behind {@code segmill}
     * @param ended is run when the process has ended, on any thread
     * @throws io.segmill.core.problem.Failure if the machine cannot start another process
     */
    Child start(List<String> words, Runnable ended);

    /** A process that was started. */
    interface Child {
        long pid();

        /** Empty as long as it goes on. */
        OptionalInt exitCode();

        /** Asks it to stop, as SIGTERM does. */
        void terminate();

        /** Waits until it has ended. */
        void await() throws InterruptedException;
    }
}
