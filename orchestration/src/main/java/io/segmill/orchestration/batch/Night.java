package io.segmill.orchestration.batch;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.fault.FaultPoint;
import io.segmill.core.fault.Faults;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Source;
import io.segmill.core.run.Exported;
import io.segmill.core.run.History;
import io.segmill.core.run.Holds;
import io.segmill.core.run.Process;
import io.segmill.core.run.Progress;
import io.segmill.core.run.RunRecord;
import io.segmill.core.run.RunStatus;
import io.segmill.core.run.SkipReason;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskRecord;
import io.segmill.core.run.TaskResult;
import io.segmill.core.run.TaskStatus;
import io.segmill.core.run.Unfinished;
import io.segmill.jobs.reading.IncomingSize;
import io.segmill.jobs.session.SparkFailures;
import io.segmill.jobs.session.SparkProcess;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.Publications;
import io.segmill.jobs.table.PublishedRuns;
import io.segmill.jobs.table.RunTables;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import io.segmill.orchestration.history.HistoryDatabase;
import io.segmill.orchestration.history.JdbcHistory;
import io.segmill.orchestration.history.ProjectLock;
import io.segmill.orchestration.history.RunProcess;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * One run of the workflow: takes the lock, opens the history, starts Spark, brings the warehouse to its last published
 * state, runs the processes, publishes, exports, and records all of it.
 */
public final class Night {
    private static final Logger LOG = LoggerFactory.getLogger(Night.class);

    /** How many tasks of a process are under way at once: enough to keep Spark busy while others wait for commits. */
    private static final int SIDE_BY_SIDE = 4;

    private static final String PROCESS_ENDED = "process ended";
    private static final String RUN_ENDED = "the run ended: ";
    private static final long SECONDS_BETWEEN_BEATS = 2;
    private static final long SECONDS_FOR_A_BEAT = 15;
    private static final long SECONDS_FOR_SPARK_TO_COME_UP = 2;
    private static final long MILLIS_BETWEEN_CANCELS = 300;
    private static final DateTimeFormatter RUN_ID_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final CheckedProject project;
    private final NightPlan plan;
    private final Progress progress;
    private final CancelSignal cancel;
    private final Clock clock;
    private final Faults faults;
    private final Map<TaskName, Map<String, Long>> readBefore = new TreeMap<>();
    private final FreeSpace space;

    /** @param faults hears of each place at which the run may stop */
    public Night(
            CheckedProject project,
            NightPlan plan,
            Progress progress,
            CancelSignal cancel,
            Clock clock,
            Faults faults) {
        this.project = project;
        this.plan = plan;
        this.progress = progress;
        this.cancel = cancel;
        this.clock = clock;
        this.faults = faults;
        this.space = new FreeSpace(project.settings().warehouse());
    }

    /** How a run ended, task by task in the order of the night. */
    public record Outcome(RunRecord run, List<TaskRecord> tasks) {}

    /**
     * Runs the night.
     *
     * @param lock of the project, which the caller holds until after
     * @throws Failure if a run that lost its lock may still live, or the machine lacks something that the run needs
     */
    public Outcome run(ProjectLock lock) {
        space.require();
        faults.at(FaultPoint.LOCK_TAKEN, "the project");
        try (HistoryDatabase database = HistoryDatabase.open(project.settings());
                History history = new JdbcHistory(database, faults)) {
            List<RunRecord> interrupted = closeInterrupted(history);
            RunRecord run = plan.takenUp().isPresent() ? takeUp(plan.takenUp().get(), history) : begin(history);
            ScheduledExecutorService heart = Executors.newScheduledThreadPool(2);
            try {
                heart.scheduleWithFixedDelay(
                        () -> live(run, history), SECONDS_BETWEEN_BEATS, SECONDS_BETWEEN_BEATS, TimeUnit.SECONDS);
                // Both take seconds to start, and neither needs the other.
                CompletableFuture<BatchWorkflow> starting =
                        CompletableFuture.supplyAsync(() -> new BatchWorkflow(database));
                try (SparkProcess spark = spark()) {
                    work(run, interrupted, history, lock, spark, heart, starting);
                } finally {
                    closeWhenStarted(starting);
                }
                cancel.failure().ifPresent(failure -> {
                    throw failure;
                });
                rest(heart);
                history.ended(run.runId(), status(history.tasks(run.runId())), clock.instant());
            } catch (Exception e) {
                rest(heart);
                // A disk that is full shows in many ways; a history on it closes itself.
                Exception failure = cancel.failure()
                        .or(space::lack)
                        .<Exception>map(why -> why)
                        .orElse(e);
                closeAfter(failure, history, run);
                if (!cancel.isCanceled()) {
                    throw SparkFailures.known(failure);
                }
            } finally {
                rest(heart);
            }
            return new Outcome(history.run(run.runId()).orElseThrow(), history.tasks(run.runId()));
        }
    }

    /** Lets a beat that is under way come to its end: whoever interrupts it inside of H2 has H2 close the database. */
    private static void rest(ScheduledExecutorService heart) {
        heart.shutdown();
        try {
            if (!heart.awaitTermination(SECONDS_FOR_A_BEAT, TimeUnit.SECONDS)) {
                LOG.debug("a beat goes on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it started or not: why not, was told where it was needed. */
    private static void closeWhenStarted(CompletableFuture<BatchWorkflow> starting) {
        starting.<Void>handle((started, failure) -> {
                    if (started != null) {
                        started.close();
                    }
                    return null;
                })
                .join();
    }

    private static BatchWorkflow started(CompletableFuture<BatchWorkflow> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Starts Spark. Whoever cancels does not wait for a cluster: what comes up too late is closed again. */
    private SparkProcess spark() {
        CompletableFuture<SparkProcess> starting = CompletableFuture.supplyAsync(() -> SparkProcess.forWriting(
                project.settings(),
                IncomingSize.of(
                        project.sources().values().stream().map(Source::path).toList()),
                faults));
        CompletableFuture<SparkProcess> awaited = starting.copy();
        cancel.whenRaised(() -> awaited.orTimeout(SECONDS_FOR_SPARK_TO_COME_UP, TimeUnit.SECONDS));
        try {
            SparkProcess spark = awaited.join();
            spark.attach();
            return spark;
        } catch (CompletionException e) {
            starting.thenAccept(SparkProcess::close);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private RunRecord begin(History history) {
        RunRecord run = history.begin(
                runId(clock.instant(), history.latest()),
                plan.kind(),
                plan.asOf(),
                project.definitionHash(),
                definitionHashes(plan.tasks().tasks()),
                clock.instant());
        if (run.kind().equals(NightPlan.EXPORT)) {
            release(history);
        }
        progress.began(run, plan.tasks());
        return run;
    }

    /** What is released is known before anything is written: a retry no longer knows what was asked for by name. */
    private void release(History history) {
        Map<String, TaskRecord> refreshed = history.newestSuccess(Process.SEGMENTS);
        for (TaskName export : plan.tasks().tasks()) {
            plan.named().stream()
                    .map(refreshed::get)
                    .filter(Objects::nonNull)
                    .forEach(task -> history.release(
                            new Holds.Release(export.id(), task.task().id(), task.runId())));
        }
    }

    private RunRecord takeUp(String runId, History history) {
        String latest = history.latest().map(RunRecord::runId).orElse("");
        if (!latest.equals(runId)) {
            throw new Failure(Failure.Blame.BUSY, "another run came first: " + latest + "; look at `segmill runs`");
        }
        List<TaskRecord> tasks = history.tasks(runId);
        Set<TaskName> left = Unfinished.of(tasks, plan.tasks());
        Set<TaskName> here = new TreeSet<>(left);
        here.retainAll(plan.tasks().tasks());
        Map<TaskName, String> hashes = definitionHashes(plan.tasks().tasks());
        Map<TaskName, String> again = new TreeMap<>();
        Set<TaskName> stopped = new TreeSet<>();
        Map<TaskName, TaskResult> gone = new TreeMap<>();
        for (TaskRecord task : tasks) {
            TaskName name = task.task();
            if (left.contains(name)) {
                if (wasStopped(task)) {
                    readBefore.put(name, task.inputVersions());
                    stopped.add(name);
                }
                again.put(name, hashes.getOrDefault(name, task.definitionHash()));
                if (!here.contains(name)) {
                    gone.put(name, TaskResult.skipped(SkipReason.INACTIVE));
                }
            } else if (hashes.containsKey(name) && !hashes.get(name).equals(task.definitionHash())) {
                progress.note("warning: " + name + " is done and stays as it is, although its definition has changed"
                        + " since; the next run takes the change in");
            }
        }
        RunRecord run = history.takeUp(runId, project.definitionHash(), again, stopped, clock.instant());
        progress.began(run, plan.tasks().only(here));
        progress.note("run " + run.number() + " goes on, attempt " + history.attempt(runId) + ": "
                + (tasks.size() - left.size()) + " of " + tasks.size() + " tasks are done");
        if (!gone.isEmpty()) {
            history.ended(runId, gone, clock.instant());
            progress.note("warning: the project has these no more, they are skipped: " + gone.keySet());
        }
        return run;
    }

    /** Whether a task ended with its run or its process, and not by a failure of its own. */
    private static boolean wasStopped(TaskRecord task) {
        return task.status() != TaskStatus.FAILED
                || task.error()
                        .filter(error -> error.equals(PROCESS_ENDED) || error.startsWith(RUN_ENDED))
                        .isPresent();
    }

    /** What the heart does: says that this process lives, and hears whether it shall stop, or cannot go on. */
    private void live(RunRecord run, History history) {
        space.lack().ifPresent(cancel::raise);
        try {
            history.beat(run.runId());
            if (history.isAskedToStop(run.runId())) {
                cancel.raise();
            }
        } catch (RuntimeException e) {
            // The work itself will tell of a history that is gone; one beat that is missing tells nothing.
            LOG.debug("no beat", e);
        }
    }

    /** @return the runs that were closed */
    private List<RunRecord> closeInterrupted(History history) {
        List<RunRecord> interrupted = history.open();
        for (RunRecord open : interrupted) {
            // The lock is ours; but the file of another may have been deleted, or its session with the database cut.
            if (open.status() == RunStatus.RUNNING && !RunProcess.of(open).isThisOne()) {
                throw new Failure(
                        Failure.Blame.BUSY,
                        "another run holds the project: run " + open.number() + ", process " + open.pid() + " on "
                                + open.host() + ", which has lost its lock and was last heard of at "
                                + open.lastBeat().truncatedTo(ChronoUnit.SECONDS)
                                + "\nwait until it ends; if it was killed, it counts as gone a minute after that");
            }
            history.interrupted(open.runId(), PROCESS_ENDED, clock.instant());
            progress.note("run " + open.number() + " (" + open.runId() + ") was interrupted: its process ended");
        }
        return interrupted;
    }

    private void work(
            RunRecord run,
            List<RunRecord> interrupted,
            History history,
            ProjectLock lock,
            SparkProcess spark,
            ScheduledExecutorService heart,
            CompletableFuture<BatchWorkflow> starting) {
        faults.at(FaultPoint.SPARK_STARTED, "the run's own");
        AtomicBoolean isWorking = new AtomicBoolean(true);
        // Again and again: what is between two jobs when the signal comes goes on to its next one.
        heart.scheduleWithFixedDelay(
                () -> {
                    if (cancel.isRaised() && isWorking.get()) {
                        spark.cancelJobs();
                    }
                },
                MILLIS_BETWEEN_CANCELS,
                MILLIS_BETWEEN_CANCELS,
                TimeUnit.MILLISECONDS);
        Warehouse warehouse = spark.warehouse();
        Publications publications = new Publications(warehouse);
        Optional<Publication> published = publications.newest();
        published.ifPresent(publications::copyForReaders);
        Map<TaskName, TaskRecord> done = done(run, history);
        Publications.Settled settled = settle(publications, whole(published, done.values()));
        warnOfAsOf(published);
        TableVersions versions = new TableVersions(settled.versions());
        Map<TaskName, TaskResult> before = new TreeMap<>();
        done.forEach((task, record) -> before.put(task, record.result()));
        TaskBoard board = new TaskBoard(run.runId(), plan.tasks(), before, history, progress, clock);
        NightContext night = new NightContext(
                project,
                plan,
                run,
                history,
                warehouse,
                versions,
                new RunTables(warehouse, versions),
                board,
                readBefore,
                cancel,
                progress,
                clock);
        if (history.exported().isEmpty()) {
            history.exported(night.runTables().exports());
        }
        CleanUp cleanUp = new CleanUp(night);
        List<BatchWorkflow.NamedStep> steps = new ArrayList<>();
        steps.add(step(new SourcesWork(night), board));
        PublishedRuns runs = publications.byRun();
        steps.add(step(new ProfilesWork(night, runs), board));
        steps.add(step(new SegmentsWork(night, runs), board));
        steps.add(new BatchWorkflow.NamedStep("publication", (contribution, context) -> {
            publish(night, publications, published, cleanUp, lock);
            return RepeatStatus.FINISHED;
        }));
        steps.add(step(new ExportsWork(night, publications), board));
        try {
            started(starting)
                    .run(
                            run.runId(),
                            history.attempt(run.runId()),
                            steps,
                            () -> status(history.tasks(run.runId())) == RunStatus.FAILED || cancel.isRaised());
        } catch (JobExecutionException e) {
            throw new IllegalStateException(e);
        }
        if (cancel.isRaised()) {
            isWorking.set(false);
            settle(publications, whole(publications.newest(), done(run, history).values()));
        }
        copyTasks(run, interrupted, history, night.runTables());
        List<Exported> exported = history.exported();
        if (exported.stream().anyMatch(one -> one.runId().equals(run.runId()))) {
            night.runTables().putExports(exported, run.runId());
        }
        cleanUp.afterExports(publications.newest());
    }

    private static void copyTasks(RunRecord run, List<RunRecord> interrupted, History history, RunTables tables) {
        boolean isAgain = history.attempt(run.runId()) > 1;
        Set<String> mayBeThere = new TreeSet<>(isAgain ? Set.of(run.runId()) : Set.of());
        interrupted.forEach(closed -> mayBeThere.add(closed.runId()));
        notCopied(run, history, tables).stream()
                .filter(runId -> !mayBeThere.contains(runId))
                .forEach(runId -> tables.addTasks(history.tasks(runId), runId));
        mayBeThere.forEach(runId -> tables.putTasks(history.tasks(runId), runId));
        if (!isAgain) {
            tables.addTasks(history.tasks(run.runId()), run.runId());
        }
    }

    /** Runs before this one that ended outside of any task, and so copied none; a run that succeeded has copied its own. */
    private static Set<String> notCopied(RunRecord run, History history, RunTables tables) {
        Set<String> failed = new TreeSet<>();
        for (RunRecord before : history.runs(Instant.EPOCH)) {
            if (before.number() < run.number()) {
                if (before.status() == RunStatus.SUCCESSFUL || before.status() == RunStatus.COMPLETED_WITH_WARNINGS) {
                    break;
                }
                failed.add(before.runId());
            }
        }
        if (!failed.isEmpty()) {
            failed.removeAll(tables.runsWithTasks());
        }
        return failed;
    }

    private static Map<TaskName, TaskRecord> done(RunRecord run, History history) {
        Map<TaskName, TaskRecord> done = new TreeMap<>();
        history.tasks(run.runId()).stream()
                .filter(task -> task.status().isEnd())
                .forEach(task -> done.put(task.task(), task));
        return done;
    }

    /** The newest versions that readers may see, or that an ended task of the run has made. */
    private static Map<TableName, Long> whole(Optional<Publication> published, Collection<TaskRecord> done) {
        Map<TableName, Long> whole =
                new TreeMap<>(published.map(Publication::versions).orElse(Map.of()));
        done.forEach(task -> task.outputVersions()
                .forEach((table, version) -> whole.merge(new TableName(table), version, Math::max)));
        return whole;
    }

    private Publications.Settled settle(Publications publications, Map<TableName, Long> whole) {
        Publications.Settled settled = publications.settle(whole, clock.instant());
        if (!settled.restored().isEmpty()) {
            progress.note("tables that hold more than is known to be whole went back to their last whole version: "
                    + settled.restored());
        }
        return settled;
    }

    private void warnOfAsOf(Optional<Publication> published) {
        LocalDate today = LocalDate.now(clock.withZone(project.settings().timeZone()));
        if (plan.asOf().isAfter(today)) {
            progress.note("warning: the as-of date " + plan.asOf() + " is after today, " + today);
        }
        published
                .map(Publication::asOf)
                .filter(plan.asOf()::isBefore)
                .ifPresent(before -> progress.note("warning: the as-of date " + plan.asOf()
                        + " is before that of the last published run, " + before
                        + "; changes are against that run all the same"));
    }

    private BatchWorkflow.NamedStep step(ProcessWork work, TaskBoard board) {
        return new BatchWorkflow.NamedStep(
                work.process().title(), new ProcessStep(work, board, cancel, SIDE_BY_SIDE, faults));
    }

    /** Makes what the run wrote visible, all of it together; a run that wrote nothing publishes nothing. */
    private void publish(
            NightContext night,
            Publications publications,
            Optional<Publication> published,
            CleanUp cleanUp,
            ProjectLock lock) {
        if (cancel.isRaised()) {
            return;
        }
        night.runTables()
                .addFiles(
                        night.history().files(night.run().runId()), night.run().runId());
        cleanUp.beforePublication();
        Map<TableName, Long> versions =
                publications.settle(night.versions().all(), clock.instant()).versions();
        if (cancel.isRaised()
                || versions.equals(published.map(Publication::versions).orElse(Map.of()))) {
            return;
        }
        if (!lock.stillHeld()) {
            throw new Failure(
                    Failure.Blame.BUSY,
                    "the project's lock was taken away while the run went on; nothing was published. Start it again.");
        }
        Publication publication = publications.publish(night.run().runId(), plan.asOf(), versions, clock.instant());
        progress.published(publication.number(), plan.asOf());
    }

    /** The failure is what is told, also where the history cannot take it; the next run then finds the run open. */
    private void closeAfter(Exception failure, History history, RunRecord run) {
        try {
            closeOpenTasks(history, run, failure);
            history.ended(run.runId(), cancel.isCanceled() ? RunStatus.CANCELED : RunStatus.FAILED, clock.instant());
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** A failure outside of any task leaves no task open. */
    private void closeOpenTasks(History history, RunRecord run, Exception failure) {
        for (TaskRecord task : history.tasks(run.runId())) {
            if (!task.status().isEnd()) {
                TaskResult result = cancel.isCanceled()
                        ? TaskResult.canceled()
                        : TaskResult.failed(RUN_ENDED + SparkFailures.message(failure));
                history.ended(run.runId(), task.task(), result, clock.instant());
                progress.ended(task.task(), result);
            }
        }
    }

    private RunStatus status(List<TaskRecord> tasks) {
        if (cancel.isCanceled() || tasks.stream().anyMatch(task -> task.status() == TaskStatus.CANCELED)) {
            return RunStatus.CANCELED;
        }
        boolean failed = tasks.stream()
                .anyMatch(task -> task.status() == TaskStatus.FAILED
                        || task.reason()
                                .map(reason -> reason.startsWith("upstream failed"))
                                .orElse(false));
        if (failed) {
            return RunStatus.FAILED;
        }
        return tasks.stream().anyMatch(task -> task.status() == TaskStatus.COMPLETED_WITH_WARNINGS)
                ? RunStatus.COMPLETED_WITH_WARNINGS
                : RunStatus.SUCCESSFUL;
    }

    private Map<TaskName, String> definitionHashes(Set<TaskName> tasks) {
        Map<TaskName, String> hashes = new TreeMap<>();
        for (TaskName task : tasks) {
            hashes.put(
                    task,
                    switch (task.process()) {
                        case DATA_SOURCES, PROFILING ->
                            project.sources().get(task.id()).definitionHash();
                        case SEGMENTS -> project.segments().get(task.id()).definitionHash();
                        case EXPORTS -> project.exports().get(task.id()).definitionHash();
                    });
        }
        return hashes;
    }

    /**
     * Sortable in the order in which the runs ran, also when a clock was set back, and unique also where the history's
     * numbers were lost.
     */
    private static String runId(Instant now, Optional<RunRecord> latest) {
        String time = runIdTime(now);
        String before = latest.map(RunRecord::runId)
                .map(id -> id.substring(0, id.indexOf('-')))
                .orElse("");
        String next = time.compareTo(before) > 0
                ? time
                : runIdTime(RUN_ID_TIME.parse(before, Instant::from).plusSeconds(1));
        return next + "-" + String.format("%04x", new SecureRandom().nextInt(0x10000));
    }

    /** The ids of runs that started before that moment sort before this. */
    static String runIdTime(Instant moment) {
        return RUN_ID_TIME.format(moment);
    }
}
