package io.segmill.orchestration.batch;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.Export;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.run.Exported;
import io.segmill.core.run.Holds;
import io.segmill.core.run.Process;
import io.segmill.core.run.SegmentCount;
import io.segmill.core.run.SkipReason;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskResult;
import io.segmill.core.run.TaskStatus;
import io.segmill.jobs.export.ExportWriter;
import io.segmill.jobs.export.MembersExport;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.Publications;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes the exports, of what is published by then. */
final class ExportsWork implements ProcessWork {
    private final NightContext night;
    private final Publications publications;
    private Optional<Published> published = Optional.empty();

    ExportsWork(NightContext night, Publications publications) {
        this.night = night;
        this.publications = publications;
    }

    @Override
    public Process process() {
        return Process.EXPORTS;
    }

    /** None: what a kill left behind is mended first, and then told what stands in the way. */
    @Override
    public Optional<SkipReason> obstacle(TaskName task) {
        return Optional.empty();
    }

    /** A source that columns are taken from and that could not be loaded. */
    private Optional<SkipReason> obstacle(TaskName task, List<OutputColumn> columns) {
        Set<TaskName> upstream = night.board().graph().upstream().get(task);
        return night.project().referencedSources(columns).stream()
                .map(TaskName::source)
                .filter(upstream::contains)
                .flatMap(source -> night.board().obstacleBy(source).stream())
                .findFirst();
    }

    /** A segment's own columns, where the export has none, keep only that segment from it. */
    private Optional<LeftOut> leftOutOfColumns(TaskName task, Export export, String segment) {
        if (export.columns().isPresent()) {
            return Optional.empty();
        }
        return obstacle(task, night.project().segments().get(segment).columns())
                .map(reason -> new LeftOut(segment, "its columns cannot be read (" + reason + ")", reason));
    }

    /**
     * What the exports are written of.
     *
     * @param counts of the segments of all exports
     * @param emptied of these the segments that have lost their members since
     */
    private record Published(MembersExport members, Map<String, SegmentCount> counts, Set<String> emptied) {}

    private synchronized Published published() {
        if (published.isEmpty()) {
            Publication newest = publications
                    .newest()
                    .orElseThrow(() -> new Failure(
                            Failure.Blame.DATA,
                            "nothing is published yet that could be exported; run `segmill run` first"));
            MembersExport members = new MembersExport(night.project(), night.warehouse(), newest);
            Set<String> segments = night.project().exports().values().stream()
                    .flatMap(export -> export.segments().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            published = Optional.of(new Published(members, members.counts(segments), members.emptied(segments)));
        }
        return published.get();
    }

    @Override
    public void perform(TaskName task) {
        Export export = night.project().exports().get(task.id());
        export.segments()
                .forEach(segment -> ExportWriter.recover(
                        export.to(), segment, night.warehouse().faults()));
        Optional<SkipReason> obstacle = export.columns().flatMap(columns -> obstacle(task, columns));
        if (obstacle.isPresent()) {
            night.board().ended(task, TaskResult.skipped(obstacle.get()));
            return;
        }
        List<String> here = export.segments().stream()
                .filter(segment -> night.board().graph().tasks().contains(TaskName.segment(segment)))
                .toList();
        List<String> asked = here.isEmpty() ? named(export) : here;
        Set<Holds.Release> releases = night.history().releases();
        List<SegmentCount> written = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (String segment : asked) {
            Optional<LeftOut> why = here.isEmpty() ? leftOutOfPublished(segment) : leftOutOfRun(segment);
            why.or(() -> leftOutOfColumns(task, export, segment))
                    .or(() -> held(export, published().counts().get(segment), releases))
                    .ifPresentOrElse(
                            leftOut::add, () -> written.add(published().counts().get(segment)));
        }
        if (written.isEmpty()) {
            night.board().ended(task, TaskResult.skipped(reason(leftOut)));
            return;
        }
        night.board().started(task);
        night.board().ended(task, written(export, written, leftOut));
    }

    /** All segments of an export, or those that were asked for. */
    private List<String> named(Export export) {
        Set<String> named = night.plan().named();
        return named.isEmpty()
                ? export.segments()
                : export.segments().stream().filter(named::contains).toList();
    }

    private TaskResult written(Export export, List<SegmentCount> segments, List<LeftOut> leftOut) {
        List<Exported> before = night.history().exported();
        List<String> warnings = new ArrayList<>();
        leftOut.forEach(one -> warnings.add("segment '" + one.segment() + "' was left out: " + one.why()));
        long rows = 0;
        List<Exported> exported = new ArrayList<>();
        for (SegmentCount segment : segments) {
            MembersExport.Written done = published()
                    .members()
                    .write(
                            export,
                            night.project().segments().get(segment.segment()),
                            night.run().runId(),
                            segment,
                            Exported.before(segment.asOf(), export.id(), segment.segment(), before));
            rows += done.rows();
            warnings.addAll(done.warnings());
            exported.add(new Exported(
                    export.id(),
                    segment.segment(),
                    segment.asOf(),
                    night.run().runId(),
                    segment.refreshedBy(),
                    segment.members(),
                    night.clock().instant()));
        }
        night.history().exported(exported);
        return TaskResult.done(rows, warnings);
    }

    @Override
    public void finish() {
        // Each export is complete by itself.
    }

    /**
     * @param consequence what becomes of the export where nothing else is left to write
     */
    private record LeftOut(String segment, String why, SkipReason consequence) {}

    private Optional<LeftOut> leftOutOfRun(String segment) {
        TaskName refresh = TaskName.segment(segment);
        TaskResult result = night.board().result(refresh).orElseThrow();
        if (result.status().isSuccess()) {
            return Optional.empty();
        }
        String why = result.status().title()
                + result.reason().map(reason -> " (" + reason + ")").orElse("");
        SkipReason consequence = result.status() == TaskStatus.SKIPPED
                        && result.reason().orElseThrow().kind() == SkipReason.Kind.STATIC
                ? SkipReason.STATIC
                : night.board().obstacleBy(refresh).orElseThrow();
        return Optional.of(new LeftOut(segment, why, consequence));
    }

    private Optional<LeftOut> leftOutOfPublished(String segment) {
        if (!night.isActive(night.project().segments().get(segment))) {
            return Optional.of(new LeftOut(segment, "inactive", SkipReason.upstreamInactive(segment)));
        }
        if (published().emptied().contains(segment)) {
            return Optional.of(
                    new LeftOut(segment, "not refreshed since it was inactive", SkipReason.upstreamInactive(segment)));
        }
        return published().counts().containsKey(segment)
                ? Optional.empty()
                : Optional.of(new LeftOut(segment, "never refreshed", SkipReason.upstreamInactive(segment)));
    }

    /** A release is recorded before anything is written, so that a run that is taken up again still knows of it. */
    private Optional<LeftOut> held(Export export, SegmentCount newest, Set<Holds.Release> releases) {
        Optional<String> why = new Holds(night.project().settings().changeLimits(), releases).why(export.id(), newest);
        boolean isReleased = night.run().kind().equals(NightPlan.EXPORT)
                && night.plan().named().contains(newest.segment());
        if (why.isPresent() && isReleased) {
            night.history().release(new Holds.Release(export.id(), newest.segment(), newest.refreshedBy()));
            return Optional.empty();
        }
        return why.map(change -> new LeftOut(
                newest.segment(),
                "held: " + change + "; to write it: segmill exports release " + export.id() + " " + newest.segment(),
                SkipReason.held(newest.segment())));
    }

    private static SkipReason reason(List<LeftOut> leftOut) {
        List<SkipReason> reasons = leftOut.stream().map(LeftOut::consequence).toList();
        return reasons.stream()
                .filter(SkipReason::isFailure)
                .findFirst()
                .or(() -> reasons.stream()
                        .filter(reason -> reason.kind() == SkipReason.Kind.HELD)
                        .findFirst())
                .orElseGet(() -> reasons.get(0));
    }
}
