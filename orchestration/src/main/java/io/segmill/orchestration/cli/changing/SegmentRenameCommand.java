package io.segmill.orchestration.cli.changing;

import io.segmill.core.problem.Failure;
import io.segmill.core.reading.yaml.YamlEdit;
import io.segmill.core.reading.yaml.YamlScalar;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a segment another name; its id, by which others refer to it, stays. */
@Command(name = "rename", description = "Give a segment another name; its id stays.", sortOptions = false)
public final class SegmentRenameCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(index = "0", paramLabel = "ID", description = "The segment's id.")
    private String id;

    @Parameters(index = "1", paramLabel = "NAME", description = "Its new name.")
    private String name;

    public SegmentRenameCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        if (name.isBlank()) {
            throw new Failure(Failure.Blame.USER, "a name has at least one letter or digit");
        }
        Named.find(segmill.project().segments(), id, "segment");
        Changes changes = new Changes(segmill);
        changes.edit(Changes.segmentFile(id), text -> YamlEdit.set(text, "name", YamlScalar.of(name), List.of()));
        changes.make();
        return 0;
    }
}
