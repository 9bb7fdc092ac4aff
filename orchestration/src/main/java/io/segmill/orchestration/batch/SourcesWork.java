package io.segmill.orchestration.batch;

import io.segmill.core.project.Source;
import io.segmill.core.run.LoadedFile;
import io.segmill.core.run.Process;
import io.segmill.core.run.SkipReason;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskRecord;
import io.segmill.core.run.TaskResult;
import io.segmill.jobs.ingest.Load;
import io.segmill.jobs.ingest.LoadRequest;
import io.segmill.jobs.ingest.SourceLoader;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.table.TableName;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Takes in the data sources, each into its own table. */
final class SourcesWork implements ProcessWork {

    private final NightContext night;
    private final SourceLoader loader;
    private final Map<String, List<LoadedFile>> loadedBefore;
    private final Map<String, TaskRecord> lastLoads;
    private final Map<TaskName, RuntimeException> unpinned = new HashMap<>();

    SourcesWork(NightContext night) {
        this.night = night;
        this.loader = new SourceLoader(
                night.warehouse(),
                night.project().settings().timeZone(),
                condition -> CustomerQueries.onRow(condition, night.plan().asOf()));
        this.loadedBefore = night.runTables().files();
        this.lastLoads = night.history().newestSuccess(Process.DATA_SOURCES);
        night.board().open(Process.DATA_SOURCES).forEach(this::pin);
    }

    /**
     * Sources that are tables are read as they stand when the run begins, all of them before the first is loaded; and
     * again so when it is taken up, unless that is what failed.
     */
    private void pin(TaskName task) {
        Source source = night.project().sources().get(task.id());
        Long before = night.readBefore().getOrDefault(task, Map.of()).get(source.path());
        OptionalLong version;
        try {
            version = loader.pin(source, before == null ? OptionalLong.empty() : OptionalLong.of(before));
        } catch (Exception e) {
            // It fails this source alone.
            unpinned.put(task, e instanceof RuntimeException told ? told : new IllegalStateException(e));
            return;
        }
        version.ifPresent(read -> night.history().reads(night.run().runId(), task, Map.of(source.path(), read)));
    }

    @Override
    public Process process() {
        return Process.DATA_SOURCES;
    }

    @Override
    public Optional<SkipReason> obstacle(TaskName task) {
        return Optional.empty();
    }

    @Override
    public void perform(TaskName task) {
        Source source = night.project().sources().get(task.id());
        night.board().started(task);
        if (unpinned.containsKey(task)) {
            throw unpinned.get(task);
        }
        List<LoadedFile> earlier = loadedBefore.getOrDefault(source.id(), List.of());
        LoadRequest request = new LoadRequest(
                night.run().runId(),
                night.plan().asOf(),
                night.versions().of(TableName.source(source.id())),
                earlier,
                definition(source, earlier),
                switch (night.plan().reading()) {
                    case CHANGED -> LoadRequest.Reading.CHANGED_ONLY;
                    case EVERYTHING -> LoadRequest.Reading.EVERYTHING;
                });
        end(task, loader.load(source, request));
    }

    @Override
    public void finish() {
        // Each table is complete by itself; the files are added when the run is published.
    }

    /**
     * Whether the rows that are there were loaded by the definition of today: what the history says of the run that
     * loaded the newest files. A lost history knows nothing, so the source is read again.
     */
    private LoadRequest.Definition definition(Source source, List<LoadedFile> earlier) {
        Optional<String> newestRun = earlier.stream().map(LoadedFile::runId).max(Comparator.naturalOrder());
        TaskRecord last = lastLoads.get(source.id());
        boolean same = last != null
                && newestRun.filter(last.runId()::equals).isPresent()
                && last.definitionHash().equals(source.definitionHash());
        return same ? LoadRequest.Definition.SAME : LoadRequest.Definition.CHANGED;
    }

    private void end(TaskName task, Load load) {
        load.match(new Load.Cases<Void>() {
            @Override
            public Void unchanged(Load.Unchanged unchanged) {
                night.board().ended(task, TaskResult.skipped(SkipReason.UNCHANGED));
                return null;
            }

            @Override
            public Void loaded(Load.Loaded loaded) {
                Map<TableName, Long> written = new TreeMap<>();
                written.put(TableName.source(task.id()), loaded.tableVersion());
                loaded.quarantineVersion().ifPresent(version -> written.put(TableName.quarantine(task.id()), version));
                end(task, TaskResult.done(loaded.rows(), loaded.warnings()), written, loaded.files());
                return null;
            }

            @Override
            public Void failed(Load.Failed failed) {
                Map<TableName, Long> written = new TreeMap<>();
                failed.quarantineVersion().ifPresent(version -> written.put(TableName.quarantine(task.id()), version));
                end(task, TaskResult.failed(failed.message()), written, List.of());
                return null;
            }
        });
    }

    private void end(TaskName task, TaskResult result, Map<TableName, Long> written, Collection<LoadedFile> files) {
        night.board().ended(Map.of(task, result), written, files);
        // Not before: a version that is not recorded must not be published, or a retry would load it once more.
        written.forEach(night.versions()::committed);
    }
}
