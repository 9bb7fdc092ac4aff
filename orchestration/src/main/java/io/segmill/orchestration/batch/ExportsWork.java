package io.segmill.orchestration.batch;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.Export;
import io.segmill.core.run.Process;
import io.segmill.core.run.SkipReason;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskResult;
import io.segmill.core.run.TaskStatus;
import io.segmill.jobs.export.MembersExport;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.Publications;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes the exports, of what is published by then. */
final class ExportsWork implements ProcessWork {
    private final NightContext night;
    private final Publications publications;

    ExportsWork(NightContext night, Publications publications) {
        this.night = night;
        this.publications = publications;
    }

    @Override
    public Process process() {
        return Process.EXPORTS;
    }

    /** Only sources stand in its way: segments that failed or were skipped are left out, and the others written. */
    @Override
    public Optional<SkipReason> obstacle(TaskName task) {
        return night.board().graph().upstream().get(task).stream()
                .filter(before -> before.process() == Process.DATA_SOURCES)
                .flatMap(source -> night.board().obstacleBy(source).stream())
                .findFirst();
    }

    @Override
    public void perform(TaskName task) {
        Export export = night.project().exports().get(task.id());
        Publication publication = publications
                .newest()
                .orElseThrow(() -> new Failure(
                        Failure.Blame.DATA,
                        "nothing is published yet that could be exported; run `segmill run` first"));
        MembersExport members = new MembersExport(night.project(), night.warehouse(), publication);
        Set<TaskName> refreshedHere = new TreeSet<>();
        for (String segment : export.segments()) {
            if (night.board().graph().tasks().contains(TaskName.segment(segment))) {
                refreshedHere.add(TaskName.segment(segment));
            }
        }
        List<String> written = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        LocalDate asOf =
                refreshedHere.isEmpty() ? publication.asOf() : night.plan().asOf();
        Set<String> everRefreshed = refreshedHere.isEmpty() ? members.everRefreshed() : Set.of();
        for (String segment : export.segments()) {
            TaskName refresh = TaskName.segment(segment);
            if (refreshedHere.isEmpty()) {
                leftOutOfPublished(segment, everRefreshed).ifPresentOrElse(leftOut::add, () -> written.add(segment));
            } else if (refreshedHere.contains(refresh)) {
                leftOutOfRun(refresh).ifPresentOrElse(leftOut::add, () -> written.add(segment));
            }
        }
        if (written.isEmpty()) {
            night.board().ended(task, TaskResult.skipped(reason(leftOut)));
            return;
        }
        night.board().started(task);
        long rows = 0;
        for (String segment : written) {
            rows += members.write(
                    export, night.project().segments().get(segment), night.run().runId(), asOf);
        }
        night.board()
                .ended(
                        task,
                        TaskResult.done(
                                rows,
                                leftOut.stream()
                                        .map(one -> "segment '" + one.segment() + "' was left out: " + one.why())
                                        .toList()));
    }

    @Override
    public void finish() {
        // Each export is complete by itself.
    }

    /**
     * @param consequence what becomes of the export where nothing else is left to write
     */
    private record LeftOut(String segment, String why, SkipReason consequence) {}

    private Optional<LeftOut> leftOutOfRun(TaskName refresh) {
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
        return Optional.of(new LeftOut(refresh.id(), why, consequence));
    }

    private Optional<LeftOut> leftOutOfPublished(String segment, Set<String> everRefreshed) {
        if (!night.isActive(night.project().segments().get(segment))) {
            return Optional.of(new LeftOut(segment, "inactive", SkipReason.upstreamInactive(segment)));
        }
        return everRefreshed.contains(segment)
                ? Optional.empty()
                : Optional.of(new LeftOut(segment, "never refreshed", SkipReason.upstreamInactive(segment)));
    }

    private static SkipReason reason(List<LeftOut> leftOut) {
        return leftOut.stream()
                .map(LeftOut::consequence)
                .filter(SkipReason::isFailure)
                .findFirst()
                .orElseGet(() -> leftOut.get(0).consequence());
    }
}
