package io.segmill.orchestration.cli.changing;

import io.segmill.core.problem.Failure;
import io.segmill.orchestration.cli.SegmillCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a definition that was written elsewhere into the project. */
@Command(
        name = "create",
        description = "Take a definition into the project, if it is right there.",
        sortOptions = false)
public final class SegmentCreateCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(paramLabel = "ID", description = "The new segment's id.")
    private String id;

    @Option(names = "--from", required = true, paramLabel = "FILE", description = "A file with its definition.")
    private Path from;

    public SegmentCreateCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        Changes changes = new Changes(segmill);
        if (changes.content(Changes.segmentFile(id)).isPresent()) {
            throw new Failure(
                    Failure.Blame.USER, "there is a segment '" + id + "' already\nfix: segmill segments edit " + id);
        }
        try {
            changes.put(Changes.segmentFile(id), Files.readAllBytes(from));
        } catch (IOException e) {
            throw new Failure(
                    Failure.Blame.USER,
                    from + " cannot be read: " + e.getClass().getSimpleName() + " " + e.getMessage(),
                    e);
        }
        changes.make();
        return 0;
    }
}
