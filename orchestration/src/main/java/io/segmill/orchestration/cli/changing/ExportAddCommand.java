package io.segmill.orchestration.cli.changing;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.reading.yaml.YamlEdit;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Adds segments to an export. */
@Command(name = "add", description = "Add segments to an export.", sortOptions = false)
public final class ExportAddCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(index = "0", paramLabel = "EXPORT", description = "The export's id.")
    private String id;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "SEGMENT", description = "The segments' ids.")
    private List<String> segments;

    public ExportAddCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.project();
        Named.find(project.exports(), id, "export");
        Changes changes = new Changes(segmill);
        for (String segment : segments) {
            Named.find(project.segments(), segment, "segment");
            changes.edit(
                    Changes.exportFile(id),
                    text -> YamlEdit.add(text, "segments", segment, List.of("description", "name")));
        }
        changes.make();
        return 0;
    }
}
