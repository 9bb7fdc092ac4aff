package io.segmill.orchestration.cli.running;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.problem.NearestName;
import io.segmill.core.project.Export;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.reading.Held;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes what was held back from an export. */
@Command(
        name = "release",
        description =
                "Write the segments that are held back from an export because they changed by more than the limits.",
        sortOptions = false)
public final class ExportReleaseCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(index = "0", paramLabel = "ID", description = "The export's id.")
    private String id;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SEGMENT",
            description = "The segment's id (default: all that are held back from the export).")
    private String segment;

    public ExportReleaseCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.projectWithWarnings();
        Export export = Named.find(project.exports(), id, "export");
        if (segment != null && !export.segments().contains(segment)) {
            throw new Failure(
                    Failure.Blame.USER,
                    "the export '" + id + "' has no segment '" + segment + "'\nfix: "
                            + NearestName.fix(segment, export.segments(), "add it to the export"));
        }
        Held now = Held.of(project);
        Set<String> held = new TreeSet<>(now.from(export).keySet());
        if (segment != null) {
            held.retainAll(Set.of(segment));
            // The run itself asks the warehouse.
            held.addAll(now.unknown().contains(segment) ? Set.of(segment) : Set.of());
        }
        if (held.isEmpty()) {
            String which = segment == null ? "no segment" : "segment '" + segment + "'";
            segmill.terminal()
                    .err()
                    .println("nothing to release: " + which + " is " + (segment == null ? "" : "not ")
                            + "held back from export '" + id + "'");
            return 0;
        }
        return new Nights(segmill).export(project, export, held);
    }
}
