package io.segmill.orchestration.cli.changing;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.Uses;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes segments that nobody uses; their history stays. */
@Command(
        name = "delete",
        description = "Delete segments that no other segment and no export uses.",
        sortOptions = false)
public final class SegmentDeleteCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "The segments' ids.")
    private List<String> ids;

    public SegmentDeleteCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.project();
        Changes changes = new Changes(segmill);
        for (String id : ids) {
            Named.find(project.segments(), id, "segment");
            List<String> users = users(project, id);
            if (!users.isEmpty()) {
                throw new Failure(
                        Failure.Blame.USER,
                        "segment '" + id + "' is used by " + String.join(", ", users)
                                + "\nfix: take it out there first");
            }
            changes.delete(Changes.segmentFile(id));
        }
        changes.make();
        return 0;
    }

    /** Those that stay while it goes. */
    private List<String> users(CheckedProject project, String id) {
        Uses uses = Uses.of(project, id);
        return Stream.concat(
                        uses.segments().stream()
                                .filter(segment -> !ids.contains(segment))
                                .map(segment -> "segment '" + segment + "'"),
                        uses.exports().stream().map(export -> "export '" + export + "'"))
                .toList();
    }
}
