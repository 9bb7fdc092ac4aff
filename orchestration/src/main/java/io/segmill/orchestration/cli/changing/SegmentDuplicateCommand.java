package io.segmill.orchestration.cli.changing;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.Segment;
import io.segmill.core.reading.yaml.YamlEdit;
import io.segmill.core.reading.yaml.YamlScalar;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a segment like another, with a name of its own. */
@Command(name = "duplicate", description = "Make a segment like another one, named as its copy.", sortOptions = false)
public final class SegmentDuplicateCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(index = "0", paramLabel = "ID", description = "The segment's id.")
    private String id;

    @Parameters(index = "1", paramLabel = "NEW", description = "The copy's id.")
    private String copy;

    public SegmentDuplicateCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        Segment segment = Named.find(segmill.project().segments(), id, "segment");
        Changes changes = new Changes(segmill);
        if (changes.content(Changes.segmentFile(copy)).isPresent()) {
            throw new Failure(Failure.Blame.USER, "there is a segment '" + copy + "' already");
        }
        changes.put(
                Changes.segmentFile(copy),
                changes.content(Changes.segmentFile(id)).orElseThrow());
        changes.edit(
                Changes.segmentFile(copy),
                text -> YamlEdit.set(text, "name", YamlScalar.asRead("Copy of " + changes.name(segment)), List.of()));
        changes.make();
        return 0;
    }
}
