package io.segmill.orchestration.batch;

import io.segmill.core.project.Export;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.core.run.Process;
import io.segmill.core.run.RunRecord;
import io.segmill.core.run.SkipReason;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskRecord;
import io.segmill.core.run.TaskResult;
import io.segmill.jobs.expand.Expansions;
import io.segmill.jobs.query.SourceTables;
import io.segmill.jobs.segment.SegmentRefresh;
import io.segmill.jobs.session.SparkFailures;
import io.segmill.jobs.table.PublishedRuns;
import io.segmill.jobs.table.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Refreshes the segments: what each needs besides the sources by itself, all else in one pass for all of them. */
final class SegmentsWork implements ProcessWork {
    private static final List<TableName> TABLES = List.of(TableName.MEMBERS, TableName.CHANGES, TableName.COUNTS);

    private final NightContext night;
    private final Expansions expansions;
    private final SegmentRefresh refresh;
    private final Set<String> prepared = ConcurrentHashMap.newKeySet();
    private final Set<String> inactive = ConcurrentHashMap.newKeySet();
    private final Map<String, List<String>> warnings = new ConcurrentHashMap<>();
    private final Map<String, List<String>> details = new ConcurrentHashMap<>();
    private final Map<String, Long> unchanged = new ConcurrentHashMap<>();
    private final Set<String> everRefreshed;
    private final PublishedRuns published;
    private final Map<String, TaskRecord> successes;
    private final Set<String> switchedOff;
    private Optional<Set<String>> emptied = Optional.empty();
    private final Map<String, String> projectHashes = new ConcurrentHashMap<>();

    SegmentsWork(NightContext night, PublishedRuns published) {
        this.night = night;
        SourceTables sources = SourceTables.of(night.warehouse(), night.versions());
        this.expansions = new Expansions(
                night.project(),
                night.warehouse().spark(),
                sources,
                night.plan().asOf());
        this.refresh = new SegmentRefresh(
                night.project(),
                sources,
                night.warehouse(),
                night.versions(),
                night.run().runId(),
                night.plan().asOf(),
                expansions);
        this.everRefreshed = refresh.everRefreshed();
        this.published = published;
        this.successes = night.history().newestSuccess(Process.SEGMENTS);
        this.switchedOff = night.history().newest(Process.SEGMENTS).values().stream()
                .filter(task -> task.reason()
                        .filter(SkipReason.INACTIVE.toString()::equals)
                        .isPresent())
                .map(task -> task.task().id())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Process process() {
        return Process.SEGMENTS;
    }

    @Override
    public Optional<SkipReason> obstacle(TaskName task) {
        return night.board().obstacle(task);
    }

    @Override
    public void perform(TaskName task) {
        Segment segment = night.project().segment(task.id()).orElseThrow();
        Optional<SkipReason> reason = skipped(segment);
        if (reason.filter(SkipReason.INACTIVE::equals).isPresent()) {
            // It ends when its members have left.
            inactive.add(segment.id());
            return;
        }
        if (reason.isPresent()) {
            night.board().ended(task, TaskResult.skipped(reason.get()));
            return;
        }
        night.board().started(task);
        Map<String, Long> inputs = inputs(segment);
        night.history().reads(night.run().runId(), task, inputs);
        Optional<TaskRecord> same = sameAsBefore(segment, inputs);
        if (same.isPresent()) {
            unchanged.put(segment.id(), same.get().rows().orElseThrow());
            details.put(segment.id(), same.get().details());
            warnings.put(segment.id(), standing(same.get()));
        } else {
            warnings.put(segment.id(), refresh.prepare(segment));
        }
        prepared.add(segment.id());
    }

    /** The tables that decide on a segment's members, in the versions that this run reads. */
    private Map<String, Long> inputs(Segment segment) {
        Map<String, Long> inputs = new TreeMap<>();
        for (String source : night.project().referencedSources(segment)) {
            TableName table = TableName.source(source);
            night.versions().of(table).ifPresent(version -> inputs.put(table.path(), version));
        }
        return inputs;
    }

    /**
     * The segment's last success, if its members are published and would come out the same: nothing in the project's
     * files, the as-of date, its sources or the segments that it refers to is different.
     */
    private Optional<TaskRecord> sameAsBefore(Segment segment, Map<String, Long> inputs) {
        if (night.plan().reading() == NightPlan.Reading.EVERYTHING
                || !dependsOnTablesAlone(segment)
                || emptied().contains(segment.id())
                || !unchanged.keySet().containsAll(night.project().referencedSegments(segment))) {
            return Optional.empty();
        }
        return Optional.ofNullable(successes.get(segment.id()))
                .filter(success -> success.asOf().equals(night.plan().asOf()))
                .filter(success -> success.inputVersions().equals(inputs))
                .filter(published::hold)
                .filter(success -> projectHashes
                        .computeIfAbsent(success.runId(), this::projectHash)
                        .equals(night.project().definitionHash()));
    }

    /** What was told of a refresh and holds as long as its members do: all but that they changed much. */
    private List<String> standing(TaskRecord success) {
        Optional<String> alert = night.project()
                .settings()
                .changeLimits()
                .alert(
                        success.rows().orElseThrow(),
                        success.entered().orElse(0),
                        success.left().orElse(0));
        return success.warnings().stream()
                .filter(warning -> alert.filter(warning::startsWith).isEmpty())
                .toList();
    }

    /** Segments that have lost their members since their newest refresh; asked for once, since it reads the members. */
    private synchronized Set<String> emptied() {
        if (emptied.isEmpty()) {
            emptied = Optional.of(refresh.emptied());
        }
        return emptied.get();
    }

    /** Not on a file of its own, or on the moment at which it was last active. */
    private static boolean dependsOnTablesAlone(Segment segment) {
        return !(segment.selection() instanceof Selection.Listed)
                && segment.activation().activateAt().isEmpty()
                && segment.activation().deactivateAt().isEmpty();
    }

    private String projectHash(String runId) {
        return night.history().run(runId).map(RunRecord::projectHash).orElse("");
    }

    /** Where the last segment was deleted, its members leave all the same. */
    @Override
    public boolean isDueWithoutTasks() {
        return night.project().segments().isEmpty() && refresh.hasMembers();
    }

    @Override
    public void finish() {
        List<Segment> inOrder = night.project().segmentsInDependencyOrder().stream()
                .filter(segment -> prepared.contains(segment.id()) || inactive.contains(segment.id()))
                .toList();
        if (night.cancel().isRaised()) {
            ended(inOrder, night.cancel().taskResult());
            return;
        }
        Map<TableName, OptionalLong> before = new TreeMap<>();
        TABLES.forEach(table -> before.put(table, night.versions().of(table)));
        try {
            Map<String, SegmentRefresh.Refreshed> refreshed = refresh.refresh(
                    inOrder.stream()
                            .filter(segment -> prepared.contains(segment.id()))
                            .filter(segment -> !unchanged.containsKey(segment.id()))
                            .toList(),
                    unchanged,
                    kept());
            Map<TaskName, TaskResult> ended = new LinkedHashMap<>();
            inOrder.forEach(segment -> ended.put(TaskName.segment(segment.id()), result(segment, refreshed, ended)));
            night.board().ended(ended, written(), List.of());
        } catch (Exception e) {
            before.forEach(night.versions()::takenBack);
            TaskResult result = night.cancel().isRaised()
                    ? night.cancel().taskResult()
                    : TaskResult.failed("the segments could not be refreshed: " + SparkFailures.message(e));
            ended(inOrder, result);
        } finally {
            expansions.close();
        }
    }

    private void ended(List<Segment> segments, TaskResult result) {
        Map<TaskName, TaskResult> ended = new LinkedHashMap<>();
        segments.forEach(segment -> ended.put(TaskName.segment(segment.id()), result));
        night.board().ended(ended, Map.of(), List.of());
    }

    /** The tables of segments as they stand after the refresh. */
    private Map<TableName, Long> written() {
        Map<TableName, Long> written = new TreeMap<>();
        for (TableName table : TABLES) {
            night.versions().of(table).ifPresent(version -> written.put(table, version));
        }
        return written;
    }

    /** @param ended those that a segment refers to, among others */
    private TaskResult result(
            Segment segment, Map<String, SegmentRefresh.Refreshed> all, Map<TaskName, TaskResult> ended) {
        if (inactive.contains(segment.id())) {
            return TaskResult.skipped(SkipReason.INACTIVE);
        }
        SegmentRefresh.Refreshed refreshed = all.get(segment.id());
        Optional<SkipReason> obstacle = night.board().obstacle(TaskName.segment(segment.id()), ended);
        if (obstacle.isPresent()) {
            return TaskResult.skipped(obstacle.get());
        }
        return refreshed.error().map(TaskResult::failed).orElseGet(() -> TaskResult.refreshed(
                        refreshed.members(),
                        refreshed.entered(),
                        refreshed.left(),
                        warnings(segment.id(), refreshed),
                        refreshed.cost())
                .with(details.getOrDefault(segment.id(), refreshed.details())));
    }

    /** What was told of its list of members or its model, and whether so much has changed that its exports leave it out. */
    private List<String> warnings(String segment, SegmentRefresh.Refreshed refreshed) {
        List<String> told = new ArrayList<>(warnings.getOrDefault(segment, List.of()));
        told.addAll(refreshed.warnings());
        night.project()
                .settings()
                .changeLimits()
                .alert(refreshed.members(), refreshed.entered(), refreshed.left())
                .ifPresent(alert -> told.add(alert + heldFrom(segment)));
        return told;
    }

    private String heldFrom(String segment) {
        List<String> exports = night.project().exports().values().stream()
                .filter(export -> export.segments().contains(segment))
                .map(Export::id)
                .toList();
        return exports.isEmpty()
                ? ""
                : "; held back from " + String.join(", ", exports)
                        + " until its next refresh or `segmill exports release`";
    }

    /**
     * Why a segment is not evaluated. A reference to a segment that has no members by decision, or never had any,
     * skips too: a suppression list that is switched off must not let everyone through.
     */
    private Optional<SkipReason> skipped(Segment segment) {
        if (!night.isActive(segment)) {
            return Optional.of(SkipReason.INACTIVE);
        }
        if (segment.type() == Segment.Type.STATIC
                && !night.plan().named().contains(segment.id())
                && !becomesActive(segment)) {
            return Optional.of(SkipReason.STATIC);
        }
        for (String other : night.project().referencedSegments(segment)) {
            boolean here = prepared.contains(other);
            Segment referenced = night.project().segment(other).orElseThrow();
            if (!night.isActive(referenced) || (!here && !stands(other))) {
                return Optional.of(SkipReason.upstreamInactive(other));
            }
        }
        return Optional.empty();
    }

    /** Whether a segment has the members of its newest refresh. */
    private boolean stands(String segment) {
        return everRefreshed.contains(segment) && !emptied().contains(segment);
    }

    /** Whether a segment that is active was inactive up to now, as far as the history or its members tell. */
    private boolean becomesActive(Segment segment) {
        return switchedOff.contains(segment.id()) || emptied().contains(segment.id());
    }

    /** Segments that keep their members: all but those that are refreshed, inactive or gone. */
    private Set<String> kept() {
        // One that is done stays as it is, although it may have been switched off since: its task is not open.
        return night.project().segments().values().stream()
                .filter(segment -> !prepared.contains(segment.id()) && !inactive.contains(segment.id()))
                .map(Segment::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
