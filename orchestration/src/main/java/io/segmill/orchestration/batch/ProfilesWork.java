package io.segmill.orchestration.batch;

import io.segmill.core.project.Source;
import io.segmill.core.run.Process;
import io.segmill.core.run.SkipReason;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskRecord;
import io.segmill.core.run.TaskResult;
import io.segmill.jobs.profile.Profiling;
import io.segmill.jobs.profile.SourceProfile;
import io.segmill.jobs.session.SparkFailures;
import io.segmill.jobs.table.PublishedRuns;
import io.segmill.jobs.table.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Profiles the sources that were loaded; all profiles are written together. */
final class ProfilesWork implements ProcessWork {
    private final NightContext night;
    private final Profiling profiling;
    private final PublishedRuns published;
    private final Map<String, TaskRecord> loads;
    private final Map<String, TaskRecord> profiled;
    private final Map<String, SourceProfile> profiles = new ConcurrentHashMap<>();

    ProfilesWork(NightContext night, PublishedRuns published) {
        this.night = night;
        this.profiling = new Profiling(
                night.warehouse(),
                night.versions(),
                night.plan().asOf(),
                night.project().settings().timeZone());
        this.published = published;
        this.loads = night.history().newestSuccess(Process.DATA_SOURCES);
        this.profiled = night.history().newestSuccess(Process.PROFILING);
    }

    @Override
    public Process process() {
        return Process.PROFILING;
    }

    @Override
    public Optional<SkipReason> obstacle(TaskName task) {
        return night.board().obstacle(task);
    }

    @Override
    public void perform(TaskName task) {
        Source source = night.project().sources().get(task.id());
        if (isUnchanged(source)) {
            night.board().ended(task, TaskResult.skipped(SkipReason.UNCHANGED));
            return;
        }
        night.board().started(task);
        profiles.put(source.id(), profiling.profile(source));
    }

    @Override
    public void finish() {
        if (profiles.isEmpty()) {
            return;
        }
        Map<TaskName, TaskResult> ended = new TreeMap<>();
        TableName table = TableName.PROFILING_COLUMNS;
        OptionalLong before = night.versions().of(table);
        Map<TableName, Long> written = new TreeMap<>();
        try {
            if (!night.cancel().isRaised()) {
                profiling.write(new TreeMap<>(profiles).values(), night.run().runId());
                written.put(table, night.versions().of(table).orElseThrow());
            }
            boolean isWritten = !written.isEmpty();
            profiles.forEach((source, profile) -> ended.put(
                    TaskName.profile(source),
                    isWritten
                            ? TaskResult.done(profile.rows(), List.of())
                            : night.cancel().taskResult()));
            night.board().ended(ended, written, List.of());
        } catch (Exception e) {
            night.versions().takenBack(table, before);
            TaskResult result = night.cancel().isRaised()
                    ? night.cancel().taskResult()
                    : TaskResult.failed("the profiles could not be written: " + SparkFailures.message(e));
            profiles.keySet().forEach(source -> ended.put(TaskName.profile(source), result));
            night.board().ended(ended, Map.of(), List.of());
        }
    }

    /** Nothing new was read, and what was read last has been profiled since, for all to see. */
    private boolean isUnchanged(Source source) {
        boolean sameRows = night.board()
                .result(TaskName.source(source.id()))
                .map(result -> result.reason().equals(Optional.of(SkipReason.UNCHANGED)))
                .orElse(false);
        Optional<Instant> loaded = Optional.ofNullable(loads.get(source.id())).flatMap(TaskRecord::ended);
        return sameRows
                && loaded.isPresent()
                && Optional.ofNullable(profiled.get(source.id()))
                        .filter(published::hold)
                        .flatMap(TaskRecord::started)
                        .filter(start -> !start.isBefore(loaded.get()))
                        .isPresent();
    }
}
