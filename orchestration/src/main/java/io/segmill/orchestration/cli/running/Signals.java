package io.segmill.orchestration.cli.running;

import io.segmill.orchestration.batch.CancelSignal;
import io.segmill.orchestration.cli.ExitCode;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and SIGTERM while a run goes on: the first one cancels the run, which then records its end; a second one ends
 * the process at once. Shutdown hooks would not do: they run beside those of Spark and the database and lose the record.
 */
final class Signals implements AutoCloseable {
    private static final int NONE = -1;

    private final AtomicInteger received = new AtomicInteger(NONE);
    private final SignalHandler interruptBefore;
    private final SignalHandler terminateBefore;

    private Signals(CancelSignal cancel) {
        interruptBefore = handle("INT", ExitCode.CANCELED, cancel);
        terminateBefore = handle("TERM", ExitCode.TERMINATED, cancel);
    }

    static Signals raising(CancelSignal cancel) {
        return new Signals(cancel);
    }

    private SignalHandler handle(String name, ExitCode code, CancelSignal cancel) {
        return Signal.handle(new Signal(name), signal -> {
            if (received.compareAndSet(NONE, code.code())) {
                // Not on the signal's own thread: what is cancelled may take a while, and a second signal must get
                // through.
                new Thread(cancel::raise, "cancel").start();
            } else {
                Runtime.getRuntime().halt(code.code());
            }
        });
    }

    /** The exit code of the signal that came; empty if none did. */
    OptionalInt exitCode() {
        int code = received.get();
        return code == NONE ? OptionalInt.empty() : OptionalInt.of(code);
    }

    @Override
    public void close() {
        Signal.handle(new Signal("INT"), interruptBefore);
        Signal.handle(new Signal("TERM"), terminateBefore);
    }
}
