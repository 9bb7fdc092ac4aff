package io.segmill.orchestration.cli.running;

import io.segmill.orchestration.batch.CancelSignal;
import io.segmill.orchestration.cli.ExitCode;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and SIGTERM while a run goes on: the first one cancels the run, which then records its end; a second one, a
 * second later or more, ends the process at once. Shutdown hooks would not do: they run beside those of Spark and the
 * database and lose the record.
 */
final class Signals implements AutoCloseable {
    /**
     * Signals as close together are one wish: a terminal sends Ctrl-C, and a service manager SIGTERM, to a process and to
     * the one that started it, which passes it on.
     */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final AtomicReference<Received> first = new AtomicReference<>();
    private final SignalHandler interruptBefore;
    private final SignalHandler terminateBefore;

    private record Received(ExitCode code, long nanos) {}

    private Signals(CancelSignal cancel) {
        interruptBefore = handle("INT", ExitCode.CANCELED, cancel);
        terminateBefore = handle("TERM", ExitCode.TERMINATED, cancel);
    }

    static Signals raising(CancelSignal cancel) {
        return new Signals(cancel);
    }

    private SignalHandler handle(String name, ExitCode code, CancelSignal cancel) {
        return Signal.handle(new Signal(name), signal -> {
            Received now = new Received(code, System.nanoTime());
            if (first.compareAndSet(null, now)) {
                // Not on the signal's own thread: what is cancelled may take a while, and a second signal must get
                // through.
                new Thread(cancel::raise, "cancel").start();
            } else if (now.nanos() - first.get().nanos() > AT_ONCE.toNanos()) {
                Runtime.getRuntime().halt(code.code());
            }
        });
    }

    /** The exit code of the signal that came; empty if none did. */
    OptionalInt exitCode() {
        Received received = first.get();
        return received == null
                ? OptionalInt.empty()
                : OptionalInt.of(received.code().code());
    }

    @Override
    public void close() {
        Signal.handle(new Signal("INT"), interruptBefore);
        Signal.handle(new Signal("TERM"), terminateBefore);
    }
}
