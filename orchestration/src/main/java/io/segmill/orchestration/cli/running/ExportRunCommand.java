package io.segmill.orchestration.cli.running;

import io.segmill.core.checking.CheckedProject;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes one export again, of what is published. */
@Command(
        name = "run",
        description = "Write one export, of its segments' published members, into the folder of their as-of date.",
        sortOptions = false)
public final class ExportRunCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(paramLabel = "ID", description = "The export's id.")
    private String id;

    public ExportRunCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.projectWithWarnings();
        return new Nights(segmill).export(project, Named.find(project.exports(), id, "export"), Set.of());
    }
}
