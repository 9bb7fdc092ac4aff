package io.segmill.orchestration.cli.changing;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.reading.yaml.YamlScalar;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "The folder.")
    private String to;

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "PATH,…",
            description = "Paths of the columns (default: each segment's own).")
    private List<String> columns;

    @Option(names = "--hash", split = ",", paramLabel = "COLUMN,…", description = "Columns that leave as SHA-256 only.")
    private List<String> hashed = List.of();

    @Option(
            names = "--content",
            paramLabel = "members|changes",
            description = "All members, or who entered and left (default: members).")
    private String content;

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
        StringBuilder text = new StringBuilder();
        text.append("name: ").append(YamlScalar.of(name == null ? id : name)).append('\n');
        text.append("segments: ").append(list(segments)).append('\n');
        if (columns != null) {
            text.append("columns: ").append(list(columns)).append('\n');
        }
        if (!hashed.isEmpty()) {
            text.append(hashed.stream()
                    .map(column -> YamlScalar.of(column) + ": sha256")
                    .collect(Collectors.joining(", ", "hash: {", "}\n")));
        }
        if (content != null) {
            text.append("content: ").append(YamlScalar.of(content)).append('\n');
        }
        text.append("to: ").append(YamlScalar.of(fromProject(to))).append('\n');
        changes.put(Changes.exportFile(id), text.toString().getBytes(StandardCharsets.UTF_8));
        changes.make();
        return 0;
    }

    private static String list(List<String> texts) {
        return texts.stream().map(YamlScalar::of).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A folder as it is named on the command line, from where the project's files name it. */
    private String fromProject(String folder) {
        Path named = Path.of(folder);
        if (named.isAbsolute() || folder.contains("://") || folder.startsWith("file:")) {
            return folder;
        }
        Path target = named.toAbsolutePath().normalize();
        Path project = segmill.projectFolder().toAbsolutePath().normalize();
        boolean isAsideAltogether =
                target.getNameCount() == 0 || !target.getName(0).equals(project.getName(0));
        return (isAsideAltogether ? target : project.relativize(target)).toString();
    }
}
