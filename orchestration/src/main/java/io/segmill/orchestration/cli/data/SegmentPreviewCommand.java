package io.segmill.orchestration.cli.data;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.condition.Condition;
import io.segmill.core.explanation.Words;
import io.segmill.core.problem.Failure;
import io.segmill.core.problem.SourceLocation;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.jobs.expand.Expansions;
import io.segmill.jobs.segment.SegmentPreview;
import io.segmill.orchestration.cli.DateConverter;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.TextTable;
import io.segmill.orchestration.cli.print.Wording;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a segment's definition would give, without recording anything. */
@Command(
        name = "preview",
        description = "What a definition gives over the data as last published; records nothing.",
        sortOptions = false)
public final class SegmentPreviewCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Parameters(paramLabel = "FILE-or-ID", description = "A segment's file, anywhere, or its id.")
    private String written;

    @Option(names = "--as-of", paramLabel = "DATE", converter = DateConverter.class, description = "The as-of date.")
    private LocalDate asked;

    public SegmentPreviewCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        ProjectChecker.SegmentOutcome outcome = segmill.checkSegmentFile(file());
        CheckedProject project = outcome.project().orElseThrow();
        Segment segment = outcome.segment().orElseThrow();
        LocalDate asOf = segmill.asOf(project, Optional.ofNullable(asked));
        Instant now = segmill.clock().instant();
        SegmentPreview preview = PublishedData.read(project, (warehouse, publication) -> {
                    try (Expansions expansions = Expansions.of(project, warehouse, publication, asOf)) {
                        return SegmentPreview.of(project, segment, warehouse, publication, asOf, now, expansions);
                    }
                })
                .orElseThrow(PublishedData::nothing);
        List<Rule> rules = rules(project, segment, asOf, outcome.rules(), preview);
        preview.warnings().forEach(warning -> segmill.terminal().err().println("warning: " + warning));
        segmill.answer(
                new Document(
                        preview.members(),
                        rules,
                        preview.first(),
                        preview.entered(),
                        preview.left(),
                        preview.details(),
                        preview.warnings()),
                () -> print(project, segment, asOf, rules, preview));
        return 0;
    }

    /** A file of that name comes first: an id has no slash and no dot. */
    private Path file() {
        Path file = Path.of(written);
        if (Files.exists(file) && !Files.isDirectory(file)) {
            return file;
        }
        if (written.contains("/") || written.contains(".")) {
            throw new Failure(
                    Failure.Blame.USER, "there is no file " + file + "\nfix: name a segment's file, or its id");
        }
        CheckedProject project = segmill.project();
        return segmill.projectFolder()
                .resolve(Named.find(project.segments(), written, "segment").file());
    }

    private static List<Rule> rules(
            CheckedProject project,
            Segment segment,
            LocalDate asOf,
            List<SourceLocation> locations,
            SegmentPreview preview) {
        if (!(segment.selection() instanceof Selection.Where where)) {
            return List.of();
        }
        Words words = new Words(project.settings().timeZone(), asOf);
        List<Condition> conditions = where.condition().rules();
        List<Rule> rules = new ArrayList<>();
        for (int index = 0; index < conditions.size(); index++) {
            SegmentPreview.Rule counts = preview.rules().get(index);
            rules.add(new Rule(
                    locations.get(index).line(),
                    words.sentence(conditions.get(index)),
                    counts.alone(),
                    counts.together()));
        }
        return rules;
    }

    private void print(
            CheckedProject project, Segment segment, LocalDate asOf, List<Rule> rules, SegmentPreview preview) {
        PrintWriter out = segmill.terminal().out();
        out.println(segment.id() + " as of " + asOf + ": "
                + Wording.count(preview.members(), "member", "members") + ", "
                + Wording.number(preview.entered()) + " entered and " + Wording.number(preview.left())
                + " left against the published ones");
        preview.details().forEach(detail -> out.println("  " + detail));
        if (!rules.isEmpty()) {
            out.println();
            TextTable table = new TextTable("line", "rule", "alone", "so far");
            for (Rule rule : rules) {
                table.add(
                        Cell.right(String.valueOf(rule.line())),
                        Cell.text(rule.text()),
                        Cell.right(Wording.number(rule.alone())),
                        Cell.right(Wording.number(rule.together())));
            }
            segmill.terminal().print(table);
            if (segment.selection() instanceof Selection.Where where
                    && !where.limits().isEmpty()) {
                out.println("the limit leaves " + Wording.number(preview.members()) + " of "
                        + Wording.number(rules.get(rules.size() - 1).together()));
            }
        }
        FirstMembers.of(project, segment, preview.first()).print(segmill.terminal(), SegmentPreview.FIRST_MEMBERS);
    }

    private record Rule(int line, String text, long alone, long together) {}

    private record Document(
            long members,
            List<Rule> rules,
            List<List<String>> first,
            long entered,
            long left,
            List<String> details,
            List<String> warnings) {}
}
