package io.segmill.orchestration.cli.changing;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.reading.yaml.YamlScalar;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an export. */
@Command(name = "create", description = "Make an export of segments into a folder.", sortOptions = false)
public final class ExportCreateCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(paramLabel = "ID", description = "The new export's id.")
    private String id;

    @Option(names = "--segments", required = true, split = ",", paramLabel = "a,b", description = "The segments' ids.")
    private List<String> segments;

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "The folder, relative to the project's.")
    private String to;

    @Option(names = "--name", paramLabel = "NAME", description = "The export's name (default: its id).")
    private String name;

    public ExportCreateCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.project();
        segments.forEach(segment -> Named.find(project.segments(), segment, "segment"));
        Changes changes = new Changes(segmill);
        if (changes.content(Changes.exportFile(id)).isPresent()) {
            throw new Failure(Failure.Blame.USER, "there is an export '" + id + "' already");
        }
        String text = "name: " + YamlScalar.of(name == null ? id : name) + "\nsegments: "
                + segments.stream().map(YamlScalar::of).collect(Collectors.joining(", ", "[", "]"))
                + "\nto: " + YamlScalar.of(to) + "\n";
        changes.put(Changes.exportFile(id), text.getBytes(StandardCharsets.UTF_8));
        changes.make();
        return 0;
    }
}
