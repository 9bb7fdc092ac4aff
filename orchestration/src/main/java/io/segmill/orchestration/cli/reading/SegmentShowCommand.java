package io.segmill.orchestration.cli.reading;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.explanation.Statement;
import io.segmill.core.explanation.Words;
import io.segmill.core.problem.Failure;
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
import io.segmill.orchestration.cli.Uses;
import io.segmill.orchestration.cli.data.FirstMembers;
import io.segmill.orchestration.cli.data.PublishedData;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.TextTable;
import io.segmill.orchestration.cli.print.TrendPlot;
import io.segmill.orchestration.cli.print.Wording;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one segment: its definition, where it is used, how its members went, and the first of them. */
@Command(name = "show", description = "One segment: details, where it is used, trend.", sortOptions = false)
public final class SegmentShowCommand implements Callable<Integer> {
    private static final int FIRST_MEMBERS = 100;
    private static final int LAST_REFRESHES = 30;
    private static final int LAST_ERRORS = 3;

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
        if (since != null && until != null && until.isBefore(since)) {
            throw new Failure(Failure.Blame.USER, "--until " + until + " is before --since " + since);
        }
        CheckedProject project = segmill.project();
        Segment segment = Named.find(project.segments(), id, "segment");
        Past past = SegmillCommand.read(project, Past.NONE, history -> past(project, history));
        LocalDate asOf = past.standing()
                .success()
                .map(TaskRecord::asOf)
                .orElseGet(() -> segmill.asOf(project, Optional.empty()));
        List<String> words = new Words(project.settings().timeZone(), asOf)
                .of(segment.selection()).stream()
                        .map(Statement::lines)
                        .flatMap(List::stream)
                        .toList();
        SegmentRow row = SegmentRow.of(segment, past.standing(), segmill.moment(project));
        Uses uses = Uses.of(project, id);
        if (segmill.isJson()) {
            segmill.answer(Detail.of(segment, row, words, past, uses, first(project, segment)), () -> {});
        } else {
            print(project, segment, row, past, uses);
            segmill.terminal().out().println();
            segmill.terminal().out().println("in words, as of " + asOf);
            words.forEach(line -> segmill.terminal().out().println("  " + line));
            printPast(project, past);
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

    /**
     * @param refreshes those that succeeded in the range, the first one first
     * @param heldFrom exports that do not write the segment as it is now
     */
    private record Past(Standing standing, List<Refresh> refreshes, List<Mistake> errors, List<String> heldFrom) {
        static final Past NONE = new Past(Standing.NEVER, List.of(), List.of(), List.of());

        /** The last refresh for each as-of date. */
        SortedMap<LocalDate, Refresh> trend() {
            SortedMap<LocalDate, Refresh> lastOfDay = new TreeMap<>();
            refreshes.forEach(refresh -> lastOfDay.put(refresh.asOf(), refresh));
            return lastOfDay;
        }
    }

    /** What one run found. */
    private record Refresh(LocalDate asOf, String runId, long members, OptionalLong entered, OptionalLong left) {}

    /** Why one run failed here. */
    private record Mistake(LocalDate asOf, String runId, Optional<Instant> ended, String error) {}

    private Past past(CheckedProject project, History history) {
        Standing standing = Standing.of(history, Process.SEGMENTS).getOrDefault(id, Standing.NEVER);
        TaskName task = TaskName.segment(id);
        Held held = Held.of(project, history);
        return new Past(
                standing,
                history.successes(task, Instant.EPOCH).stream()
                        .filter(one -> since == null || !one.asOf().isBefore(since))
                        .filter(one -> until == null || !one.asOf().isAfter(until))
                        .map(one ->
                                new Refresh(one.asOf(), one.runId(), one.rows().orElse(0), one.entered(), one.left()))
                        .toList(),
                history.failures(task, LAST_ERRORS).stream()
                        .map(one -> new Mistake(
                                one.asOf(),
                                one.runId(),
                                one.ended(),
                                one.error().orElse("")))
                        .toList(),
                project.exports().values().stream()
                        .filter(export -> held.from(export).containsKey(id))
                        .map(Export::id)
                        .toList());
    }

    private void print(CheckedProject project, Segment segment, SegmentRow row, Past past, Uses uses) {
        PrintWriter out = segmill.terminal().out();
        out.println("segment " + segment.id() + ": " + segment.name());
        if (!segment.description().isEmpty()) {
            out.println("  description     " + segment.description().strip().replace("\n", "\n                  "));
        }
        out.println("  file            " + segment.file());
        out.println("  type            " + row.type());
        out.println("  state           " + row.state());
        line("tags", segment.tags());
        line("columns", segment.columns().stream().map(OutputColumn::header).toList());
        line("used by segment", uses.segments());
        line("used by export", uses.exports());
        past.standing().print(segmill.terminal(), SegmillCommand.wording(project), "members");
        line("held back from", past.heldFrom());
    }

    private void printPast(CheckedProject project, Past past) {
        PrintWriter out = segmill.terminal().out();
        if (!past.refreshes().isEmpty()) {
            out.println();
            out.println("members by as-of date");
            SortedMap<LocalDate, Long> members = new TreeMap<>();
            past.trend().forEach((day, refresh) -> members.put(day, refresh.members()));
            TrendPlot.lines(members).forEach(line -> out.println("  " + line));
            out.println();
            int earlier = Math.max(0, past.refreshes().size() - LAST_REFRESHES);
            TextTable table = new TextTable("run", "as of", "members", "entered", "left");
            past.refreshes().stream()
                    .skip(earlier)
                    .forEach(refresh -> table.add(
                            Cell.text(refresh.runId()),
                            Cell.text(refresh.asOf().toString()),
                            Cell.right(Wording.number(refresh.members())),
                            Cell.number(refresh.entered()),
                            Cell.number(refresh.left())));
            segmill.terminal().print(table);
            if (earlier > 0) {
                out.println(Wording.count(earlier, "earlier refresh", "earlier refreshes")
                        + ": --json has them, --since and --until choose");
            }
        }
        if (!past.errors().isEmpty()) {
            out.println();
            out.println("last errors");
            past.errors()
                    .forEach(error -> out.println("  "
                            + SegmillCommand.wording(project).time(error.ended()) + "  run " + error.runId()
                            + ", as of " + error.asOf() + "\n    "
                            + error.error().strip().replace("\n", "\n    ")));
        }
    }

    private void line(String name, List<String> values) {
        if (!values.isEmpty()) {
            segmill.terminal().out().println("  " + name + " ".repeat(16 - name.length()) + String.join(", ", values));
        }
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
            List<String> words,
            List<Refresh> trend,
            List<Refresh> refreshes,
            List<Mistake> errors,
            List<List<String>> first) {
        static Detail of(
                Segment segment, SegmentRow row, List<String> words, Past past, Uses uses, List<List<String>> first) {
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
                    words,
                    List.copyOf(past.trend().values()),
                    past.refreshes(),
                    past.errors(),
                    first);
        }
    }
}
