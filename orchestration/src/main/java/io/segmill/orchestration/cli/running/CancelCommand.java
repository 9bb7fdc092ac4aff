package io.segmill.orchestration.cli.running;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.run.History;
import io.segmill.core.run.RunRecord;
import io.segmill.core.run.RunStatus;
import io.segmill.orchestration.cli.ExitCode;
import io.segmill.orchestration.cli.SegmillCommand;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops a run from another process. */
@Command(
        name = "cancel",
        description = "Stop the run that is going on; what it was doing goes back to its last good state.",
        sortOptions = false)
public final class CancelCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final SegmillCommand segmill;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "A run's number or id (default: the latest).")
    private String run;

    public CancelCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() throws InterruptedException {
        CheckedProject project = segmill.project();
        Optional<RunRecord> found = SegmillCommand.read(project, Optional.empty(), this::asked);
        if (found.isEmpty() && run != null) {
            throw new Failure(Failure.Blame.USER, "there is no run '" + run + "': nothing ran yet");
        }
        if (found.isEmpty()) {
            return told("nothing to cancel: nothing ran yet", ExitCode.OK);
        }
        RunRecord asked = found.get();
        if (asked.status() != RunStatus.RUNNING) {
            return told(
                    "nothing to cancel: run " + asked.number() + " is "
                            + asked.status().title(),
                    ExitCode.OK);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        RunRecord now = asked;
        while (now.status() == RunStatus.RUNNING && System.nanoTime() < end) {
            Thread.sleep(PAUSE.toMillis());
            RunRecord before = now;
            now = SegmillCommand.read(project, Optional.of(before), history -> history.run(before.runId()))
                    .orElse(before);
        }
        return now.status() == RunStatus.RUNNING
                ? told("run " + now.number() + " was asked to stop and has not stopped yet", ExitCode.FAILED)
                : told("run " + now.number() + ": " + now.status().title(), ExitCode.OK);
    }

    private Optional<RunRecord> asked(History history) {
        Optional<RunRecord> found = run == null ? history.latest() : history.run(run);
        if (found.isEmpty() && run != null) {
            throw new Failure(Failure.Blame.USER, "there is no run '" + run + "'\nfix: `segmill runs` lists the runs");
        }
        found.filter(one -> one.status() == RunStatus.RUNNING).ifPresent(one -> history.askToStop(one.runId()));
        return found;
    }

    private int told(String line, ExitCode code) {
        segmill.terminal().err().println(line);
        return code.code();
    }
}
