package io.segmill.orchestration.cli.changing;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.Segment;
import io.segmill.core.reading.yaml.YamlEdit;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a segment static or dynamic. */
@Command(
        name = "set-type",
        description = "Make a segment static, refreshed by its name only, or dynamic.",
        sortOptions = false)
public final class SegmentSetTypeCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(index = "0", paramLabel = "ID", description = "The segment's id.")
    private String id;

    @Parameters(index = "1", paramLabel = "static|dynamic", description = "What it becomes.")
    private String type;

    public SegmentSetTypeCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        if (!List.of("static", "dynamic").contains(type)) {
            throw new Failure(Failure.Blame.USER, "a segment is made static or dynamic, not '" + type + "'");
        }
        Segment segment = Named.find(segmill.project().segments(), id, "segment");
        if (segment.type() == Segment.Type.EXPANSION) {
            throw new Failure(Failure.Blame.USER, "segment '" + id + "' is an expansion and stays one");
        }
        Changes changes = new Changes(segmill);
        if (segment.type() == Segment.Type.valueOf(type.toUpperCase(java.util.Locale.ROOT))) {
            changes.edit(Changes.segmentFile(id), text -> text);
        } else {
            changes.edit(
                    Changes.segmentFile(id), text -> YamlEdit.set(text, "type", type, List.of("description", "name")));
        }
        changes.make();
        return 0;
    }
}
