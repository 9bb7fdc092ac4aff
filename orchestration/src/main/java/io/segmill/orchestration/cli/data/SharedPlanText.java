package io.segmill.orchestration.cli.data;

import io.segmill.jobs.pass.plan.PlanSummary;
import io.segmill.jobs.pass.plan.PlanSummary.Asked;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.Terminal;
import io.segmill.orchestration.cli.print.TextTable;
import io.segmill.orchestration.cli.print.Wording;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints the shared plan of a run for people. */
final class SharedPlanText {
    private static final int MOST_SHOWN = 10;

    private final Terminal terminal;
    private final PlanSummary plan;

    SharedPlanText(Terminal terminal, PlanSummary plan) {
        this.terminal = terminal;
        this.plan = plan;
    }

    /** @param skipped segments that are not in the plan */
    void print(List<PlannedSegments.Skipped> skipped) {
        PrintWriter out = terminal.out();
        int inPlan = plan.segments().size();
        out.println("one pass for " + Wording.number(inPlan) + " of "
                + Wording.count(inPlan + skipped.size(), "segment", "segments") + ", as of " + plan.asOf());
        if (inPlan > 0) {
            out.println("segments with a scan of their own: "
                    + (plan.ownScans().isEmpty() ? "none" : String.join(", ", plan.ownScans())));
            scans();
            aggregates();
            conditions();
            stages();
            segments();
        }
        if (!skipped.isEmpty()) {
            out.println();
            out.println("not in the pass");
            TextTable table = new TextTable("segment", "reason");
            skipped.forEach(one -> table.add(Cell.text(one.segment()), Cell.text(one.reason())));
            terminal.print(table);
        }
    }

    private static Cell number(long number) {
        return Cell.number(OptionalLong.of(number));
    }

    private void heading(String heading) {
        terminal.out().println();
        terminal.out().println(heading);
    }

    private void scans() {
        heading("sources, one scan for all segments; below each what is joined to its rows");
        TextTable table = new TextTable("source", "columns", "read as", "rows");
        for (PlanSummary.Scan scan : plan.scans()) {
            String paths = scan.paths().isEmpty() ? "customers" : String.join(", ", scan.paths());
            table.add(
                    Cell.text(scan.source()),
                    columns(scan.columns(), scan.of()),
                    Cell.text(paths
                            + scan.forEach()
                                    .map(anchor -> " for each " + anchor)
                                    .orElse("")),
                    Cell.text(days(scan.days())));
            for (PlanSummary.Joined joined : scan.joined()) {
                table.add(
                        Cell.text("  " + joined.source()),
                        columns(joined.columns(), joined.of()),
                        Cell.text("  " + joined.path()),
                        Cell.EMPTY);
            }
        }
        terminal.print(table);
        Map<String, Integer> readings = new TreeMap<>();
        plan.scans().forEach(scan -> {
            readings.merge(scan.source(), 1, Integer::sum);
            scan.joined().forEach(joined -> readings.merge(joined.source(), 1, Integer::sum));
        });
        String several = readings.entrySet().stream()
                .filter(source -> source.getValue() > 1)
                .map(source -> source.getKey() + " (" + source.getValue() + ")")
                .collect(Collectors.joining(", "));
        if (!several.isEmpty()) {
            terminal.out().println("in several places: " + several);
        }
    }

    private static Cell columns(List<String> read, int of) {
        return Cell.right(read.size() + " of " + of);
    }

    private static String days(PlanSummary.Days days) {
        if (days.to().isEmpty()) {
            return "all";
        }
        LocalDate to = days.to().get();
        return days.from().map(from -> from + " to " + to).orElse("up to " + to)
                + (days.undated() ? ", undated too" : "");
    }

    private void aggregates() {
        if (!plan.rows().isEmpty()) {
            heading("aggregates over related rows");
            TextTable table = new TextTable("rows", "for each", "filters", "aggregates", "asked for", "segments");
            for (PlanSummary.Rows rows : plan.rows()) {
                table.add(
                        Cell.text(rows.path()),
                        Cell.text(rows.forEach().orElse("customer")),
                        number(rows.filters().size()),
                        number(rows.aggregates().size()),
                        number(asked(rows.aggregates())),
                        number(rows.aggregates().stream()
                                .flatMap(one -> one.segments().stream())
                                .distinct()
                                .count()));
            }
            terminal.print(table);
            terminal.out()
                    .println("kept for each customer: " + Wording.count(plan.words(), "word", "words") + " of 64 bits"
                            + (plan.bags() == 0
                                    ? ""
                                    : ", " + Wording.count(plan.bags(), "bag", "bags") + " of values"));
            shared(
                    "filter of rows",
                    plan.rows().stream()
                            .flatMap(rows -> rows.filters().stream())
                            .toList());
            shared(
                    "aggregate",
                    plan.rows().stream()
                            .flatMap(rows -> rows.aggregates().stream())
                            .toList());
        }
        if (!plan.columns().isEmpty()) {
            heading("columns of customers: " + different(plan.columns()));
            shared("column", plan.columns());
        }
    }

    private void conditions() {
        heading("conditions: " + different(plan.conditions()));
        PlanSummary.Graph graph = plan.graph();
        terminal.out()
                .println("boolean graph: " + Wording.count(graph.nodes(), "node", "nodes") + ", of these "
                        + Wording.count(graph.tests(), "condition", "conditions") + ", "
                        + Wording.count(graph.combinations(), "combination", "combinations") + ", "
                        + Wording.count(graph.lists(), "list of members", "lists of members"));
        shared("condition", plan.conditions());
    }

    private static long asked(List<Asked> things) {
        return things.stream().mapToLong(one -> one.segments().size()).sum();
    }

    private static String different(List<Asked> things) {
        return Wording.number(things.size()) + " different of " + Wording.number(asked(things)) + " asked for, "
                + Wording.number(things.stream().filter(Asked::isShared).count()) + " shared";
    }

    /** The ones that most segments ask for, who are more than one. */
    private void shared(String heading, List<Asked> things) {
        List<Asked> shared = things.stream()
                .filter(Asked::isShared)
                .sorted((left, right) ->
                        right.segments().size() - left.segments().size())
                .toList();
        if (shared.isEmpty()) {
            return;
        }
        terminal.out().println();
        TextTable table = new TextTable("segments", "shared " + heading);
        shared.stream()
                .limit(MOST_SHOWN)
                .forEach(one -> table.add(number(one.segments().size()), Cell.text(one.what())));
        terminal.print(table);
        if (shared.size() > MOST_SHOWN) {
            terminal.out().println("… and " + Wording.number(shared.size() - MOST_SHOWN) + " more, with --json");
        }
    }

    private void stages() {
        if (plan.stages().size() == 1) {
            heading("stages: 1, no segment waits for a limit or an expansion");
            return;
        }
        heading("stages: " + plan.stages().size() + ", each after the limits and expansions that it waits for");
        TextTable table = new TextTable("stage", "segments", "after");
        for (PlanSummary.Stage stage : plan.stages()) {
            table.add(
                    number(stage.stage()),
                    number(stage.segments().size()),
                    Cell.text(String.join(", ", stage.limits())));
        }
        terminal.print(table);
    }

    private void segments() {
        heading("segments");
        TextTable table = new TextTable(
                "segment", "conditions", "shared", "aggregates", "shared", "refers to", "stage", "waits for");
        for (PlanSummary.Share share : plan.segments()) {
            table.add(
                    Cell.text(share.segment()),
                    number(share.conditions()),
                    number(share.sharedConditions()),
                    number(share.aggregates()),
                    number(share.sharedAggregates()),
                    Cell.text(String.join(", ", share.refersTo())),
                    number(share.stage()),
                    Cell.text(share.waitsFor().stream()
                            .map(id -> id.equals(share.segment()) ? "itself" : id)
                            .collect(Collectors.joining(", "))));
        }
        terminal.print(table);
    }
}
