package io.segmill.orchestration.cli.changing;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.Segment;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.running.Nights;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Activates segments, and refreshes them, or sets the moment at which they become active. */
@Command(name = "activate", description = "Activate segments and refresh them, or at a moment.", sortOptions = false)
public final class SegmentActivateCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "The segments' ids.")
    private List<String> ids;

    @Option(
            names = "--at",
            paramLabel = "DATE[ TIME]",
            description = "When, in the project's time zone, such as 2026-07-01 or \"2026-07-01 06:00\".")
    private String at;

    public SegmentActivateCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.project();
        Changes changes = new Changes(segmill);
        for (String id : ids) {
            Segment segment = Named.find(project.segments(), id, "segment");
            changes.edit(
                    Changes.segmentFile(id),
                    text -> at == null
                            ? StateChange.now(text, "active")
                            : StateChange.at(text, "activate-at", at, segment.activation(), segmill.moment(project)));
        }
        CheckedProject changed = changes.make();
        // A moment that is over has the segment active from now on, too.
        Instant now = segmill.moment(project);
        List<String> refreshed = ids.stream()
                .filter(id -> at == null || (!isActive(project, id, now) && isActive(changed, id, now)))
                .toList();
        return refreshed.isEmpty() ? 0 : new Nights(segmill).refresh(changed, refreshed);
    }

    private static boolean isActive(CheckedProject project, String id, Instant moment) {
        return project.segments().get(id).activation().at(moment) == Segment.State.ACTIVE;
    }
}
