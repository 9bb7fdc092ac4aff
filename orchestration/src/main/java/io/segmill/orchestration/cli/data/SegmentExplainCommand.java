package io.segmill.orchestration.cli.data;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.explanation.Finding;
import io.segmill.core.explanation.Statement;
import io.segmill.core.explanation.Words;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Segment;
import io.segmill.jobs.expand.Expansions;
import io.segmill.jobs.pass.plan.PlanSummary;
import io.segmill.jobs.pass.plan.SharedPlan;
import io.segmill.jobs.segment.SegmentExplanation;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.Warehouse;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.TextTable;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains what segments mean, and why a customer is in or out. */
@Command(
        name = "explain",
        description =
                "What a segment means, in plain words and as a query; with --all: how all are evaluated in one pass; with --customer: why one is in or out.",
        sortOptions = false)
public final class SegmentExplainCommand implements Callable<Integer> {
    private static final String IN = "is a member";
    private static final String OUT = "is not a member";

    private final SegmillCommand segmill;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The segment's id.")
    private String id;

    @Option(
            names = "--all",
            description = "Every segment: the plan that all share; with --customer: in or out, and why.")
    private boolean all;

    @Option(names = "--customer", paramLabel = "KEY", description = "Why the customer with that key is in or out.")
    private String customer;

    @Option(names = "--plan", description = "Also how Spark runs the query, in Spark's own words.")
    private boolean plan;

    public SegmentExplainCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        if (all == (id != null)) {
            throw new Failure(Failure.Blame.USER, "name a segment or --all");
        }
        if (plan && all) {
            throw new Failure(Failure.Blame.USER, "--plan shows the query of one segment: name it instead of --all");
        }
        CheckedProject project = segmill.project();
        List<Segment> segments =
                all ? List.copyOf(project.segments().values()) : List.of(Named.find(project.segments(), id, "segment"));
        if (customer != null) {
            explainCustomer(project, segments);
        } else if (all) {
            explainPass(project);
        } else {
            explainDefinition(project, segments.get(0));
        }
        return 0;
    }

    private void explainPass(CheckedProject project) {
        LocalDate asOf = segmill.asOf(project, Optional.empty());
        PlannedSegments planned = PlannedSegments.of(
                project, project.settings().momentOf(asOf, segmill.clock().instant()));
        Pass pass = new Pass(
                PlanSummary.of(SharedPlan.of(project, planned.segments(), Set.of(), asOf), planned.segments()),
                planned.skipped());
        segmill.answer(pass, () -> new SharedPlanText(segmill.terminal(), pass.plan()).print(pass.skipped()));
    }

    private void explainDefinition(CheckedProject project, Segment segment) {
        Definition definition = PublishedData.read(
                        project,
                        (warehouse, publication) -> definition(
                                project,
                                segment,
                                publication.asOf(),
                                Optional.of(explanation(project, warehouse, publication))))
                .orElseGet(
                        () -> definition(project, segment, segmill.asOf(project, Optional.empty()), Optional.empty()));
        segmill.answer(definition, () -> print(definition));
    }

    private static SegmentExplanation explanation(
            CheckedProject project, Warehouse warehouse, Publication publication) {
        return new SegmentExplanation(
                project, warehouse, publication, Expansions.of(project, warehouse, publication, publication.asOf()));
    }

    private Definition definition(
            CheckedProject project, Segment segment, LocalDate asOf, Optional<SegmentExplanation> explanation) {
        List<String> words = new Words(project.settings().timeZone(), asOf)
                .of(segment.selection()).stream()
                        .map(Statement::lines)
                        .flatMap(List::stream)
                        .toList();
        List<String> query = List.of();
        Optional<String> sparkPlan = Optional.empty();
        Optional<String> note = explanation.isPresent()
                ? Optional.empty()
                : Optional.of("nothing is published yet: the query can be shown after the first `segmill run`");
        if (explanation.isPresent()) {
            try {
                query = explanation.get().query(segment);
                sparkPlan = plan ? Optional.of(explanation.get().sparkPlan(segment)) : Optional.empty();
                note = segment.type() == Segment.Type.EXPANSION
                        ? Optional.of("who is most similar no query tells, but a model that each refresh makes:"
                                + " `segmill status --task segment:" + segment.id()
                                + "`; the query finds the candidates")
                        : Optional.empty();
            } catch (Failure e) {
                note = Optional.of("no query: " + e.getMessage());
            }
        }
        return new Definition(
                segment.id(),
                segment.name(),
                segment.description(),
                state(segment),
                asOf,
                words,
                query,
                sparkPlan.map(text -> text.lines().toList()),
                note);
    }

    private String state(Segment segment) {
        return segment.activation().at(segmill.moment(segmill.project())).name().toLowerCase(Locale.ROOT);
    }

    private void title(String id, String name, String description) {
        PrintWriter out = segmill.terminal().out();
        out.println("segment " + id + ": " + name);
        description.strip().lines().forEach(line -> out.println("  " + line.stripTrailing()));
    }

    private void print(Definition definition) {
        PrintWriter out = segmill.terminal().out();
        title(definition.id(), definition.name(), definition.description());
        if (definition.state().equals("inactive")) {
            out.println("  inactive: it has no members until it is activated");
        }
        out.println();
        out.println("in words, as of " + definition.asOf());
        definition.words().forEach(line -> out.println("  " + line));
        out.println();
        definition.note().ifPresent(out::println);
        if (!definition.query().isEmpty()) {
            out.println("as a query, the last step first");
            definition.query().forEach(line -> out.println("  " + line));
        }
        definition.plan().ifPresent(lines -> {
            out.println();
            out.println("Spark's own plan");
            lines.forEach(line -> out.println(("  " + line).stripTrailing()));
        });
    }

    private void explainCustomer(CheckedProject project, List<Segment> segments) {
        Object key = CustomerKeyText.of(project.customerKey(), customer);
        BiFunction<SegmentExplanation, LocalDate, List<Membership>> question = (explanation, asOf) -> {
            if (!explanation.isCustomer(key)) {
                throw new Failure(
                        Failure.Blame.USER,
                        "there is no customer " + CustomerKeyText.shown(project.customerKey(), customer)
                                + " in source '" + project.customers().id() + "' as last loaded"
                                + "\nfix: name a value of its column '"
                                + project.customerKey().name() + "', exactly as it stands there");
            }
            return segments.stream()
                    .map(segment -> membership(project, segment, asOf, explanation, key))
                    .toList();
        };
        List<Membership> memberships = PublishedData.read(
                        project,
                        (warehouse, publication) ->
                                question.apply(explanation(project, warehouse, publication), publication.asOf()))
                .orElseThrow(PublishedData::nothing);
        segmill.answer(all ? memberships : memberships.get(0), () -> {
            if (all) {
                table(memberships);
            } else {
                print(memberships.get(0));
            }
        });
    }

    private Membership membership(
            CheckedProject project, Segment segment, LocalDate asOf, SegmentExplanation explanation, Object key) {
        String shownKey = project.customerKey().pii() ? "***" : customer;
        SegmentExplanation.Standing standing;
        try {
            standing = explanation.of(segment, key);
        } catch (Failure e) {
            if (!all) {
                throw e;
            }
            return new Membership(
                    segment.id(),
                    segment.name(),
                    shownKey,
                    asOf,
                    Optional.empty(),
                    false,
                    "is not known",
                    Optional.of(e.getMessage().lines().findFirst().orElse("")),
                    List.of());
        }
        return new Membership(
                segment.id(),
                segment.name(),
                shownKey,
                asOf,
                Optional.of(standing.meets()),
                standing.isPublished(),
                verdict(segment, standing),
                standing.reason(),
                standing.findings());
    }

    /** What becomes of the customer, to stand behind the key; says where definition and published members disagree. */
    private String verdict(Segment segment, SegmentExplanation.Standing standing) {
        boolean meets = standing.meets();
        if (state(segment).equals("inactive")) {
            return "is not a member, since the segment is inactive; its definition would " + (meets ? "" : "not ")
                    + "take this customer";
        }
        if (meets == standing.isPublished()) {
            return meets ? IN : OUT;
        }
        if (!standing.isRefreshed()) {
            return "is taken by the definition, but the segment was never refreshed and has no members";
        }
        return (meets
                        ? "is taken by the definition, but is not among the published members"
                        : "is among the published members, but is no longer taken by the definition")
                + ": definition or data have changed since the last refresh";
    }

    private void table(List<Membership> memberships) {
        PrintWriter out = segmill.terminal().out();
        out.println("customer "
                + memberships.stream().findFirst().map(Membership::customer).orElse("") + ", as of "
                + memberships.stream()
                        .findFirst()
                        .map(one -> one.asOf().toString())
                        .orElse(""));
        out.println();
        TextTable table = new TextTable("segment", "member", "why");
        memberships.forEach(one ->
                table.add(Cell.text(one.id()), Cell.text(one.publishedMember() ? "yes" : "no"), Cell.text(one.why())));
        segmill.terminal().print(table);
    }

    private void print(Membership membership) {
        PrintWriter out = segmill.terminal().out();
        title(membership.id(), membership.name(), "");
        out.println("customer " + membership.customer() + ", as of " + membership.asOf() + ", " + membership.verdict());
        membership.reason().ifPresent(reason -> out.println("first reason: " + reason));
        out.println();
        membership.findings().forEach(finding -> finding.lines().forEach(out::println));
    }

    private record Pass(PlanSummary plan, List<PlannedSegments.Skipped> skipped) {}

    private record Definition(
            String id,
            String name,
            String description,
            String state,
            LocalDate asOf,
            List<String> words,
            List<String> query,
            Optional<List<String>> plan,
            Optional<String> note) {}

    /** @param member whether the definition takes the customer; absent where that cannot be said */
    private record Membership(
            String id,
            String name,
            String customer,
            LocalDate asOf,
            Optional<Boolean> member,
            boolean publishedMember,
            String verdict,
            Optional<String> reason,
            List<Finding> findings) {
        /** What is out of the ordinary, and the first reason. */
        String why() {
            return Stream.concat(
                            Stream.of(verdict).filter(said -> !said.equals(IN) && !said.equals(OUT)), reason.stream())
                    .collect(Collectors.joining(": "));
        }
    }
}
