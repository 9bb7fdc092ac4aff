package io.segmill.jobs.pass.plan;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.ConditionWalk;
import io.segmill.core.condition.Operand;
import io.segmill.core.explanation.Words;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.RowPath;
import io.segmill.jobs.pass.feed.Feed;
import io.segmill.jobs.pass.graph.BooleanGraph;
import io.segmill.jobs.pass.graph.Node;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds out who asks for what in a plan. */
final class PlanSurvey {
    private final SharedPlan plan;
    private final Evaluation evaluation;
    private final List<Segment> segments;
    private final Words words;
    private final Map<Condition, Integer> leaves = new HashMap<>();
    private final Map<Operand, Integer> slots = new HashMap<>();
    private final Map<String, Set<Integer>> leavesOf = new HashMap<>();
    private final Map<String, Set<Integer>> slotsOf = new HashMap<>();
    private final List<Set<String>> askingLeaf = new ArrayList<>();
    private final List<Set<String>> askingSlot = new ArrayList<>();

    PlanSurvey(SharedPlan plan, List<Segment> segments) {
        this.plan = plan;
        this.evaluation = plan.evaluation();
        this.segments = segments;
        this.words = new Words(evaluation.zone(), evaluation.asOf());
        for (Evaluation.Leaf leaf : evaluation.leaves()) {
            leaves.put(leaf.condition(), askingLeaf.size());
            askingLeaf.add(new TreeSet<>());
        }
        for (Evaluation.Slot slot : evaluation.slots()) {
            slots.put(slot.operand(), askingSlot.size());
            askingSlot.add(new TreeSet<>());
        }
        segments.forEach(this::ask);
    }

    private void ask(Segment segment) {
        Set<Integer> tests = new LinkedHashSet<>();
        Set<Integer> values = new LinkedHashSet<>();
        if (segment.selection() instanceof Selection.Where where) {
            BooleanGraph.leaves(where.condition()).forEach(leaf -> tests.add(leaves.get(leaf)));
            tests.forEach(leaf -> values.addAll(evaluation.leaves().get(leaf).slots()));
            where.limits().forEach(limit -> {
                read(limit.by(), values);
                limit.per().ifPresent(per -> read(per, values));
            });
        }
        tests.forEach(leaf -> askingLeaf.get(leaf).add(segment.id()));
        values.forEach(slot -> askingSlot.get(slot).add(segment.id()));
        leavesOf.put(segment.id(), tests);
        slotsOf.put(segment.id(), values);
    }

    private void read(Operand operand, Set<Integer> values) {
        new ConditionWalk() {
            @Override
            protected void readColumn(ColumnPath path) {
                values.add(slots.get(new Operand.Attribute(path, Optional.empty())));
            }

            @Override
            protected void readAggregate(Operand.Aggregate aggregate) {
                values.add(slots.get(aggregate));
            }

            @Override
            protected void readSegment(String id) {
                throw new IllegalStateException("not a value: member of " + id);
            }
        }.go(operand);
    }

    PlanSummary summary() {
        List<PlanSummary.Scan> scans = new ArrayList<>();
        scans.add(scan(
                plan.project().customers().id(),
                plan.customerColumns(),
                List.of(),
                Optional.empty(),
                PlanSummary.Days.ALL));
        scans.addAll(scans(evaluation, Optional.empty()));
        List<PlanSummary.Rows> rows = new ArrayList<>(rows(evaluation, Optional.empty()));
        for (SharedPlan.AnchorPlan anchor : plan.anchors()) {
            Optional<String> forEach = Optional.of(anchor.anchor().toString());
            scans.addAll(scans(anchor.evaluation(), forEach));
            rows.addAll(rows(anchor.evaluation(), forEach));
        }
        return new PlanSummary(
                evaluation.asOf(),
                scans,
                columns(),
                rows,
                evaluation.words(),
                evaluation.bags(),
                conditions(),
                graph(),
                stages(),
                segments.stream().map(this::share).toList(),
                segments.stream()
                        .filter(segment -> !(segment.selection() instanceof Selection.Where))
                        .map(Segment::id)
                        .toList());
    }

    private List<PlanSummary.Scan> scans(Evaluation some, Optional<String> forEach) {
        List<PlanSummary.Scan> scans = new ArrayList<>();
        SharedPlan.scans(some).forEach((source, numbers) -> {
            List<Feed> feeds =
                    numbers.stream().map(number -> some.feeds().get(number)).toList();
            Set<ColumnPath> columns = new LinkedHashSet<>();
            feeds.forEach(feed -> columns.addAll(feed.columns()));
            scans.add(scan(
                    source,
                    columns,
                    feeds.stream().map(feed -> feed.path().toString()).toList(),
                    forEach,
                    days(feeds)));
        });
        return scans;
    }

    /** Of feeds of one source. */
    private PlanSummary.Days days(List<Feed> feeds) {
        if (feeds.get(0).time().isEmpty()) {
            return PlanSummary.Days.ALL;
        }
        long first = feeds.stream().mapToLong(Feed::firstDay).min().orElseThrow();
        return new PlanSummary.Days(
                first == Long.MIN_VALUE ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(first)),
                Optional.of(evaluation.asOf()),
                feeds.stream().anyMatch(feed -> !feed.needsTime()));
    }

    private PlanSummary.Scan scan(
            String source,
            Collection<ColumnPath> paths,
            List<String> feeds,
            Optional<String> forEach,
            PlanSummary.Days days) {
        Map<List<Hop>, Set<String>> tables = new TreeMap<>(Comparator.<List<Hop>>comparingInt(List::size)
                .thenComparing(hops -> new RowPath(source, hops).toString()));
        tables.put(List.of(), new TreeSet<>());
        for (ColumnPath path : paths) {
            List<Hop> hops = path.rows().hops();
            tables.computeIfAbsent(hops, any -> new TreeSet<>())
                    .add(path.column().name());
            for (int length = 1; length <= hops.size(); length++) {
                Hop last = hops.get(length - 1);
                tables.computeIfAbsent(hops.subList(0, length - 1), any -> new TreeSet<>())
                        .add(last.startColumn());
                tables.computeIfAbsent(hops.subList(0, length), any -> new TreeSet<>())
                        .add(last.endColumn());
            }
        }
        Set<String> own = tables.remove(List.<Hop>of());
        List<PlanSummary.Joined> joined = new ArrayList<>();
        tables.forEach((hops, columns) -> {
            RowPath at = new RowPath(source, hops);
            joined.add(new PlanSummary.Joined(at.end(), at.toString(), List.copyOf(columns), of(at.end())));
        });
        return new PlanSummary.Scan(source, feeds, forEach, List.copyOf(own), of(source), days, joined);
    }

    private int of(String source) {
        return plan.project().sources().get(source).columns().size();
    }

    private List<PlanSummary.Asked> columns() {
        Map<ColumnPath, Set<String>> asked = new LinkedHashMap<>();
        for (int slot = 0; slot < evaluation.slots().size(); slot++) {
            if (evaluation.slots().get(slot).operand() instanceof Operand.Attribute attribute) {
                asked.put(attribute.path(), askingSlot.get(slot));
            }
        }
        List<PlanSummary.Asked> columns = new ArrayList<>();
        asked.forEach((path, by) -> columns.add(new PlanSummary.Asked(path.toString(), List.copyOf(by))));
        return mostAskedFirst(columns);
    }

    private List<PlanSummary.Rows> rows(Evaluation some, Optional<String> forEach) {
        List<PlanSummary.Rows> rows = new ArrayList<>();
        for (int number = 0; number < some.feeds().size(); number++) {
            Map<Integer, String> filters = new LinkedHashMap<>();
            Map<Integer, Set<String>> filtering = new HashMap<>();
            List<PlanSummary.Asked> aggregates = new ArrayList<>();
            for (Evaluation.Slot slot : some.slots()) {
                if (slot.origin() instanceof Evaluation.Origin.Rows fed && fed.feed() == number) {
                    Operand.Aggregate aggregate = (Operand.Aggregate) slot.operand();
                    Set<String> by = askingSlot.get(slots.get(aggregate));
                    aggregates.add(new PlanSummary.Asked(words.phrase(aggregate), List.copyOf(by)));
                    int filter = fed.accumulators().get(0).filter();
                    filters.putIfAbsent(filter, words.phrase(aggregate.rows()));
                    filtering.computeIfAbsent(filter, any -> new TreeSet<>()).addAll(by);
                }
            }
            List<PlanSummary.Asked> filtered = new ArrayList<>();
            filters.forEach(
                    (filter, what) -> filtered.add(new PlanSummary.Asked(what, List.copyOf(filtering.get(filter)))));
            rows.add(new PlanSummary.Rows(
                    some.feeds().get(number).path().toString(),
                    forEach,
                    mostAskedFirst(filtered),
                    mostAskedFirst(aggregates)));
        }
        return rows;
    }

    private List<PlanSummary.Asked> conditions() {
        List<PlanSummary.Asked> conditions = new ArrayList<>();
        for (int leaf = 0; leaf < askingLeaf.size(); leaf++) {
            Condition condition = evaluation.leaves().get(leaf).condition();
            conditions.add(
                    new PlanSummary.Asked(words.sentence(asWritten(condition)), List.copyOf(askingLeaf.get(leaf))));
        }
        return mostAskedFirst(conditions);
    }

    /** In the graph the test for rows is that of their count. */
    private static Condition asWritten(Condition leaf) {
        if (leaf instanceof Condition.Compare compare
                && compare.left() instanceof Operand.Aggregate aggregate
                && BooleanGraph.hasRows(aggregate.rows()).equals(leaf)) {
            return new Condition.Has(aggregate.rows());
        }
        return leaf;
    }

    private static List<PlanSummary.Asked> mostAskedFirst(List<PlanSummary.Asked> asked) {
        return asked.stream()
                .sorted(Comparator.comparingInt(one -> -one.segments().size()))
                .toList();
    }

    private PlanSummary.Graph graph() {
        List<Node> nodes = evaluation.nodes();
        return new PlanSummary.Graph(
                nodes.size(),
                evaluation.leaves().size(),
                (int) nodes.stream().filter(node -> !node.parts().isEmpty()).count(),
                (int) nodes.stream().filter(node -> node instanceof Node.Given).count());
    }

    private int stage(String segment) {
        return evaluation.stages().get(plan.nodes().get(segment));
    }

    private List<PlanSummary.Stage> stages() {
        List<PlanSummary.Stage> stages = new ArrayList<>();
        for (int number = 0; number <= evaluation.lastStage(); number++) {
            int stage = number;
            stages.add(new PlanSummary.Stage(
                    stage,
                    segments.stream()
                            .map(Segment::id)
                            .filter(id -> stage(id) == stage)
                            .toList(),
                    plan.limited().stream().filter(id -> stage(id) == stage).toList()));
        }
        return stages;
    }

    private PlanSummary.Share share(Segment segment) {
        Set<Integer> tests = leavesOf.get(segment.id());
        List<Integer> aggregates = slotsOf.get(segment.id()).stream()
                .filter(slot -> evaluation.slots().get(slot).operand() instanceof Operand.Aggregate)
                .toList();
        return new PlanSummary.Share(
                segment.id(),
                tests.size(),
                (int) tests.stream()
                        .filter(leaf -> askingLeaf.get(leaf).size() > 1)
                        .count(),
                aggregates.size(),
                (int) aggregates.stream()
                        .filter(slot -> askingSlot.get(slot).size() > 1)
                        .count(),
                stage(segment.id()),
                List.copyOf(plan.project().referencedSegments(segment)),
                waitsFor(segment.id()));
    }

    private List<String> waitsFor(String segment) {
        Set<String> limits = new LinkedHashSet<>();
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(plan.nodes().get(segment)));
        while (!open.isEmpty()) {
            int number = open.pop();
            if (!seen.add(number)) {
                continue;
            }
            Node node = evaluation.nodes().get(number);
            open.addAll(node.parts());
            if (node instanceof Node.Given given
                    && given.given() >= plan.lists().size()) {
                int limited = given.given() - plan.lists().size();
                limits.add(plan.limited().get(limited));
                open.add(evaluation.ranked().get(limited).node());
                evaluation.ranked().get(limited).like().ifPresent(open::add);
            }
        }
        return List.copyOf(limits);
    }
}
