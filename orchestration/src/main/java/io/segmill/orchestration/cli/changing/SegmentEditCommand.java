package io.segmill.orchestration.cli.changing;

import io.segmill.core.problem.Failure;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.ProblemsFound;
import io.segmill.orchestration.cli.SegmillCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Opens a segment's definition in the editor, and keeps what was written if it is right. */
@Command(
        name = "edit",
        description = "Edit a segment's file with $VISUAL or $EDITOR; it is kept if it is right.",
        sortOptions = false)
public final class SegmentEditCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(paramLabel = "ID", description = "The segment's id.")
    private String id;

    public SegmentEditCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Named.find(segmill.project().segments(), id, "segment");
        String editor = Stream.of("VISUAL", "EDITOR")
                .map(name -> segmill.environment().getOrDefault(name, ""))
                .filter(set -> !set.isBlank())
                .findFirst()
                .orElseThrow(() ->
                        new Failure(Failure.Blame.USER, "no editor is set\nfix: set EDITOR, such as EDITOR=nano"));
        Changes changes = new Changes(segmill);
        Path draft = Files.createTempDirectory("segmill").resolve(id + ".yaml");
        Files.write(draft, changes.content(Changes.segmentFile(id)).orElseThrow());
        int code = new ProcessBuilder("sh", "-c", editor + " \"$0\"", draft.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new Failure(
                    Failure.Blame.USER,
                    "the editor ended with " + code + "; nothing was changed; the draft is " + draft);
        }
        changes.put(Changes.segmentFile(id), Files.readAllBytes(draft));
        try {
            changes.make();
        } catch (ProblemsFound | Failure e) {
            segmill.terminal().err().println("nothing was changed; the draft is " + draft);
            throw e;
        }
        Files.delete(draft);
        Files.delete(draft.getParent());
        return 0;
    }
}
