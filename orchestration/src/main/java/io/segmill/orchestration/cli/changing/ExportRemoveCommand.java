package io.segmill.orchestration.cli.changing;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Export;
import io.segmill.core.reading.yaml.YamlEdit;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes segments out of an export. */
@Command(name = "remove", description = "Take segments out of an export.", sortOptions = false)
public final class ExportRemoveCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(index = "0", paramLabel = "EXPORT", description = "The export's id.")
    private String id;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "SEGMENT", description = "The segments' ids.")
    private List<String> segments;

    public ExportRemoveCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.project();
        Export export = Named.find(project.exports(), id, "export");
        Changes changes = new Changes(segmill);
        for (String segment : segments) {
            Named.find(project.segments(), segment, "segment");
            changes.edit(Changes.exportFile(id), text -> YamlEdit.removeItem(text, "segments", segment));
        }
        if (segments.containsAll(export.segments())) {
            throw new Failure(
                    Failure.Blame.USER,
                    "the export '" + id + "' would have no segment left\nfix: delete " + Changes.exportFile(id)
                            + " if it is not needed any more, or add another segment first");
        }
        changes.make();
        return 0;
    }
}
