package io.segmill.orchestration.cli.running;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.problem.Failure;
import io.segmill.orchestration.batch.CancelSignal;
import io.segmill.orchestration.cli.ExitCode;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.print.Wording;
import io.segmill.orchestration.history.LockHolder;
import io.segmill.orchestration.history.ProjectLock;
import io.segmill.orchestration.schedule.MissedNights;
import io.segmill.orchestration.serve.Bell;
import io.segmill.orchestration.serve.JavaLauncher;
import io.segmill.orchestration.serve.ProjectFiles;
import io.segmill.orchestration.serve.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The scheduler: runs the nights of the project's schedule until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Run the schedule of segmill.yaml, and refresh segments at the moments at which they become active or",
            "inactive, each in a process of its own, until Ctrl-C or SIGTERM."
        },
        sortOptions = false)
public final class ServeCommand implements Callable<Integer> {
    /** Between two looks at the project's files and at the clock, which may have been put or have slept. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final SegmillCommand segmill;
    private final Class<?> main;

    @Option(names = "--port", paramLabel = "P", description = "Of the web console, which is not available yet.")
    private String port;

    /** @param main the class that takes the words of a command, in the processes that are started */
    public ServeCommand(SegmillCommand segmill, Class<?> main) {
        this.segmill = segmill;
        this.main = main;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port != null) {
            throw new Failure(
                    Failure.Blame.USER,
                    "there is no web console yet\nfix: leave --port out; `segmill serve` is the scheduler alone");
        }
        CheckedProject project = segmill.projectWithWarnings();
        Instant start = segmill.clock().instant();
        if (!Scheduler.hasWork(project, start)) {
            throw new Failure(
                    Failure.Blame.USER,
                    "there is nothing to serve: segmill.yaml has no schedule, and no segment becomes active or inactive"
                            + " later\nfix: add a schedule, such as schedule: {cron: \"0 0 2 * * *\"}");
        }
        LockHolder holder = LockHolder.here("serve", segmill.commandLine(), start);
        CancelSignal stop = new CancelSignal();
        try (ProjectLock lock = ProjectLock.take(project.settings(), ProjectLock.Right.SERVE, holder);
                Signals signals = Signals.raising(stop)) {
            tell(
                    project,
                    "serving " + project.settings().name() + " as process "
                            + lock.holder().pid());
            serve(project, start, stop);
            tell(project, "stopped");
            return signals.exitCode().orElse(ExitCode.OK.code());
        }
    }

    private void serve(CheckedProject project, Instant start, CancelSignal stop) throws InterruptedException {
        Bell bell = new Bell();
        stop.whenRaised(bell::ring);
        ProjectFiles files = new ProjectFiles(segmill.projectFolder());
        Scheduler scheduler = new Scheduler(
                new JavaLauncher(main),
                bell::ring,
                List.of("--project", segmill.projectFolder().toString()),
                line -> tell(project, line),
                project,
                start);
        project.settings()
                .asOf()
                .ifPresent(asOf -> tell(
                        project,
                        "segmill.yaml fixes the as-of date: every run is as of " + asOf
                                + ", and no segment becomes active or inactive by the clock"));
        SegmillCommand.read(
                        project,
                        Optional.<MissedNights>empty(),
                        history -> MissedNights.of(project.settings(), history, start))
                .ifPresent(missed -> scheduler.tellMissed(missed.nights(), "nothing served the project"));
        scheduler.announce();
        while (!stop.isRaised()) {
            if (files.haveChanged()) {
                readAgain(scheduler, project);
            }
            Instant now = segmill.clock().instant();
            Duration wait = scheduler
                    .tick(now)
                    .map(next -> Duration.between(now, next))
                    .filter(due -> due.compareTo(LOOK) < 0)
                    .orElse(LOOK);
            bell.await(wait);
        }
        scheduler.end();
    }

    private void readAgain(Scheduler scheduler, CheckedProject project) {
        ProjectChecker.Outcome outcome = segmill.check();
        segmill.print(outcome.problems());
        if (outcome.project().isEmpty()) {
            tell(project, "the project's files have changed and have errors; the schedule stays as it was");
            return;
        }
        tell(project, "the project's files have changed");
        scheduler.take(outcome.project().get());
        scheduler.announce();
    }

    private void tell(CheckedProject project, String line) {
        Wording wording = SegmillCommand.wording(project);
        segmill.terminal().err().println(wording.time(segmill.clock().instant()) + "  " + line);
    }
}
