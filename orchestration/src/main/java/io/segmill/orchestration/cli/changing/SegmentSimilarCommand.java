package io.segmill.orchestration.cli.changing;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.Segment;
import io.segmill.core.reading.yaml.YamlScalar;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an expansion: a segment of the customers who are most like another one's members. */
@Command(
        name = "similar",
        description = "Make a segment of the customers most like another one's members.",
        sortOptions = false)
public final class SegmentSimilarCommand implements Callable<Integer> {
    private static final Pattern WHOLE = Pattern.compile("0*[1-9][0-9]{0,8}");
    private static final Pattern SHARE = Pattern.compile("0(\\.[0-9]+)?|1(\\.0+)?");

    private final SegmillCommand segmill;

    @Parameters(index = "0", paramLabel = "ID", description = "The id of the segment whose members they are like.")
    private String id;

    @Parameters(index = "1", paramLabel = "NEW", description = "The new segment's id.")
    private String similar;

    @Option(names = "--size", required = true, paramLabel = "N", description = "How many customers at most.")
    private String size;

    @Option(
            names = "--min-similarity",
            paramLabel = "X",
            description = "How similar they are at least, from 0 to 1 (default: 0.55).")
    private String minSimilarity;

    @Option(names = "--name", paramLabel = "NAME", description = "The new segment's name.")
    private String name;

    public SegmentSimilarCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        Segment segment = Named.find(segmill.project().segments(), id, "segment");
        if (!WHOLE.matcher(size).matches()) {
            throw new Failure(Failure.Blame.USER, "--size is a whole number from 1, not '" + size + "'");
        }
        if (minSimilarity != null && !SHARE.matcher(minSimilarity).matches()) {
            throw new Failure(
                    Failure.Blame.USER, "--min-similarity is a number from 0 to 1, not '" + minSimilarity + "'");
        }
        Changes changes = new Changes(segmill);
        if (changes.content(Changes.segmentFile(similar)).isPresent()) {
            throw new Failure(Failure.Blame.USER, "there is a segment '" + similar + "' already");
        }
        String text = "name: "
                + (name == null ? YamlScalar.asRead("Similar to " + changes.name(segment)) : YamlScalar.of(name))
                + "\ntype: expansion\nsimilar-to: " + YamlScalar.of(id) + "\nsize: " + Integer.parseInt(size) + "\n"
                + (minSimilarity == null ? "" : "min-similarity: " + new BigDecimal(minSimilarity) + "\n");
        changes.put(Changes.segmentFile(similar), text.getBytes(StandardCharsets.UTF_8));
        changes.make();
        return 0;
    }
}
