package io.segmill.orchestration.cli.reading;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.Export;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.project.Segment;
import io.segmill.core.run.History;
import io.segmill.core.run.Process;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskRecord;
import io.segmill.jobs.query.PublishedMembers;
import io.segmill.orchestration.cli.DateConverter;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.data.FirstMembers;
import io.segmill.orchestration.cli.data.PublishedData;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.TextTable;
import io.segmill.orchestration.cli.print.Wording;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one segment: its definition, where it is used, and how its members went. */
@Command(name = "show", description = "One segment: details, where it is used, trend.", sortOptions = false)
public final class SegmentShowCommand implements Callable<Integer> {
    private static final int WIDEST_BAR = 40;
    private static final int FIRST_MEMBERS = 100;

    private final SegmillCommand segmill;

    @Parameters(paramLabel = "ID", description = "The segment's id.")
    private String id;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            converter = DateConverter.class,
            description = "The trend from that as-of date on.")
    private LocalDate since;

    @Option(
            names = "--until",
            paramLabel = "DATE",
            converter = DateConverter.class,
            description = "The trend up to that as-of date.")
    private LocalDate until;

    public SegmentShowCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.project();
        Segment segment = Named.find(project.segments(), id, "segment");
        Past past = SegmillCommand.read(project, Past.NONE, history -> past(project, history));
        Uses uses = Uses.of(project, segment);
        if (segmill.isJson()) {
            segmill.answer(Detail.of(segment, past, uses, first(project, segment), segmill.clock().instant()), () -> {});
        } else {
            print(project, segment, past, uses);
            FirstMembers.of(project, segment, first(project, segment)).print(segmill.terminal(), FIRST_MEMBERS);
        }
        return 0;
    }

    /** The first members as people see them: the key, then the segment's columns. */
    private static List<List<String>> first(CheckedProject project, Segment segment) {
        return PublishedData.read(
                        project, (warehouse, publication) -> new PublishedMembers(project, warehouse, publication)
                                .first(segment, FIRST_MEMBERS))
                .orElse(List.of());
    }

    /** @param heldFrom exports that do not write the segment as it is now */
    private record Past(Standing standing, List<Count> trend, List<String> heldFrom) {
        static final Past NONE = new Past(Standing.NEVER, List.of(), List.of());
    }

    /** What the last run for an as-of date found. */
    private record Count(LocalDate asOf, long members, OptionalLong entered, OptionalLong left) {}

    private Past past(CheckedProject project, History history) {
        Standing standing = Standing.of(history, Process.SEGMENTS).getOrDefault(id, Standing.NEVER);
        Map<LocalDate, Count> lastOfDay = new TreeMap<>();
        for (TaskRecord one : history.successes(TaskName.segment(id), Instant.EPOCH)) {
            boolean isMeant = (since == null || !one.asOf().isBefore(since))
                    && (until == null || !one.asOf().isAfter(until));
            if (isMeant) {
                lastOfDay.put(one.asOf(), new Count(one.asOf(), one.rows().orElse(0), one.entered(), one.left()));
            }
        }
        Held held = Held.of(project, history);
        return new Past(
                standing,
                List.copyOf(lastOfDay.values()),
                project.exports().values().stream()
                        .filter(export -> held.from(export).containsKey(id))
                        .map(Export::id)
                        .toList());
    }

    private record Uses(List<String> segments, List<String> exports) {
        static Uses of(CheckedProject project, Segment segment) {
            return new Uses(
                    project.segments().values().stream()
                            .filter(other ->
                                    other.selection().references().segments().contains(segment.id()))
                            .map(Segment::id)
                            .toList(),
                    project.exports().values().stream()
                            .filter(export -> export.segments().contains(segment.id()))
                            .map(Export::id)
                            .toList());
        }
    }

    private void print(CheckedProject project, Segment segment, Past past, Uses uses) {
        PrintWriter out = segmill.terminal().out();
        out.println("segment " + segment.id() + ": " + segment.name());
        if (!segment.description().isEmpty()) {
            out.println("  description     " + segment.description().replace("\n", "\n                  "));
        }
        SegmentRow row = SegmentRow.of(segment, past.standing(), segmill.clock().instant());
        out.println("  file            " + segment.file());
        out.println("  type            " + row.type());
        out.println("  state           " + row.state());
        line("tags", segment.tags());
        line("columns", segment.columns().stream().map(OutputColumn::header).toList());
        line("used by segment", uses.segments());
        line("used by export", uses.exports());
        past.standing().print(segmill.terminal(), SegmillCommand.wording(project), "members");
        line("held back from", past.heldFrom());
        if (past.trend().isEmpty()) {
            return;
        }
        out.println();
        long most = past.trend().stream().mapToLong(Count::members).max().orElse(0);
        TextTable trend = new TextTable("as of", "members", "entered", "left", "trend");
        for (Count count : past.trend()) {
            trend.add(
                    Cell.text(count.asOf().toString()),
                    Cell.right(Wording.number(count.members())),
                    Cell.number(count.entered()),
                    Cell.number(count.left()),
                    Cell.text(bar(count.members(), most)));
        }
        segmill.terminal().print(trend);
    }

    private void line(String name, List<String> values) {
        if (!values.isEmpty()) {
            segmill.terminal().out().println("  " + name + " ".repeat(16 - name.length()) + String.join(", ", values));
        }
    }

    /** At least one mark for at least one member. */
    private static String bar(long members, long most) {
        return most == 0 ? "" : "#".repeat(Math.toIntExact((members * WIDEST_BAR + most - 1) / most));
    }

    private record Detail(
            String id,
            String name,
            String description,
            String file,
            String type,
            String state,
            List<String> tags,
            List<String> columns,
            List<String> usedBySegments,
            List<String> usedByExports,
            List<String> heldBackFrom,
            OptionalLong members,
            OptionalLong change,
            String status,
            Optional<String> reason,
            Optional<Instant> lastRefreshed,
            OptionalDouble sharedPassSeconds,
            OptionalDouble costShare,
            List<String> warnings,
            Optional<String> error,
            List<Count> trend,
            List<List<String>> first) {
        static Detail of(Segment segment, Past past, Uses uses, List<List<String>> first, Instant now) {
            SegmentRow row = SegmentRow.of(segment, past.standing(), now);
            return new Detail(
                    row.id(),
                    row.name(),
                    segment.description(),
                    segment.file(),
                    row.type(),
                    row.state(),
                    row.tags(),
                    segment.columns().stream().map(OutputColumn::header).toList(),
                    uses.segments(),
                    uses.exports(),
                    past.heldFrom(),
                    row.members(),
                    row.change(),
                    row.status(),
                    row.reason(),
                    row.lastRefreshed(),
                    TaskDocument.passSeconds(past.standing().sharedCost()),
                    TaskDocument.share(past.standing().sharedCost()),
                    past.standing().warnings(),
                    past.standing().error(),
                    past.trend(),
                    first);
        }
    }
}
