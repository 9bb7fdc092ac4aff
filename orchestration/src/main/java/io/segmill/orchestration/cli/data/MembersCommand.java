package io.segmill.orchestration.cli.data;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Segment;
import io.segmill.jobs.export.MembersExport;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.print.Wording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads all published members of segments. */
@Command(
        name = "members",
        description = "All published members, with the segment's columns, as CSV.",
        sortOptions = false)
public final class MembersCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "The segments' ids.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "Every segment.")
    private boolean all;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE.csv|FOLDER/",
            description = "A file for one segment; a folder for several, with one ID.csv each.")
    private String to;

    public MembersCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        if (all == !ids.isEmpty()) {
            throw new Failure(Failure.Blame.USER, "name either segments or --all");
        }
        CheckedProject project = segmill.project();
        List<Segment> segments = all
                ? List.copyOf(project.segments().values())
                : ids.stream()
                        .distinct()
                        .map(id -> Named.find(project.segments(), id, "segment"))
                        .toList();
        Map<Segment, Path> files = files(segments);
        List<Document> written = PublishedData.read(project, (warehouse, publication) -> {
                    MembersExport members = new MembersExport(project, warehouse, publication);
                    List<Document> documents = new ArrayList<>();
                    files.forEach((segment, file) ->
                            documents.add(new Document(segment.id(), file.toString(), members.toFile(segment, file))));
                    return documents;
                })
                .orElseThrow(PublishedData::nothing);
        segmill.answer(
                written,
                () -> written.forEach(one -> segmill.terminal()
                        .out()
                        .println(one.file() + ": " + Wording.count(one.members(), "member", "members") + " of "
                                + one.id())));
        return 0;
    }

    private Map<Segment, Path> files(List<Segment> segments) {
        Path target = Path.of(to);
        boolean isFolder = to.endsWith("/") || Files.isDirectory(target);
        if (segments.size() != 1 && !isFolder) {
            throw new Failure(
                    Failure.Blame.USER,
                    "several segments go into a folder, and '" + to + "' is none\nfix: write it with a / at the end");
        }
        Map<Segment, Path> files = new LinkedHashMap<>();
        segments.forEach(segment -> files.put(segment, isFolder ? target.resolve(segment.id() + ".csv") : target));
        return files;
    }

    private record Document(String id, String file, long members) {}
}
