package io.segmill.jobs.pass.plan;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.ConditionWalk;
import io.segmill.core.condition.Operand;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.RowPath;
import io.segmill.jobs.pass.code.Ranges;
import io.segmill.jobs.pass.feed.Accumulator;
import io.segmill.jobs.pass.feed.Feed;
import io.segmill.jobs.pass.graph.BooleanGraph;
import io.segmill.jobs.pass.graph.Node;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One plan for all segments of a run: every condition, aggregate and row is asked for once, whoever asks for it. */
public final class SharedPlan {
    private final CheckedProject project;
    private final Evaluation evaluation;
    private final List<AnchorPlan> anchors;
    private final Map<String, Integer> lists;
    private final Map<String, Integer> nodes;
    private final List<String> limited;

    private SharedPlan(
            CheckedProject project,
            Evaluation evaluation,
            List<AnchorPlan> anchors,
            Map<String, Integer> lists,
            Map<String, Integer> nodes,
            List<String> limited) {
        this.project = project;
        this.evaluation = evaluation;
        this.anchors = List.copyOf(anchors);
        this.lists = lists;
        this.nodes = nodes;
        this.limited = List.copyOf(limited);
    }

    /**
     * Aggregates over rows that are not tied to customers themselves but to something that several customers have, as a
     * household: they are made for each of these first, and then are columns of the customers.
     *
     * @param anchor where, seen from a customer, the rows are tied
     * @param columns by which the aggregates, the slots of the evaluation, are known among the customers' columns
     */
    public record AnchorPlan(ColumnPath anchor, Evaluation evaluation, List<ColumnPath> columns) {}

    /**
     * Plans the evaluation of segments.
     *
     * @param segments each after those that it refers to; others to which they refer give the members they have
     * @param published ids of the segments that have members now
     */
    public static SharedPlan of(
            CheckedProject project, List<Segment> segments, Collection<String> published, LocalDate asOf) {
        return new Planning(project, published, asOf).plan(segments, List.of());
    }

    /** Plans to look up what customers' attributes and aggregates are; they are the slots of the evaluation. */
    public static SharedPlan ofValues(CheckedProject project, List<Operand> operands, LocalDate asOf) {
        return new Planning(project, List.of(), asOf).plan(List.of(), operands);
    }

    public CheckedProject project() {
        return project;
    }

    /** What is done for every customer. */
    public Evaluation evaluation() {
        return evaluation;
    }

    public List<AnchorPlan> anchors() {
        return anchors;
    }

    /** What is read of the customers, by hops to one row: their key, what anchors are tied to, and what conditions ask. */
    public Set<ColumnPath> customerColumns() {
        Set<ColumnPath> columns = new LinkedHashSet<>();
        columns.add(new ColumnPath(RowPath.at(project.customers().id()), project.customerKey()));
        Set<ColumnPath> made = new HashSet<>();
        anchors.forEach(anchor -> {
            columns.add(anchor.anchor());
            made.addAll(anchor.columns());
        });
        evaluation.customerColumns().stream()
                .filter(column -> !made.contains(column))
                .forEach(columns::add);
        return columns;
    }

    /** The numbers of all lists of members that are given from outside, by segment. */
    public Map<String, Integer> lists() {
        return lists;
    }

    /** The node of each segment's members, by segment. */
    public Map<String, Integer> nodes() {
        return nodes;
    }

    /** Segments with limits, and expansions, in the order of {@link Evaluation#ranked()}. */
    public List<String> limited() {
        return limited;
    }

    /** The list that the members of such a segment become, by its number among those. */
    public int listOfLimited(int number) {
        return lists.size() + number;
    }

    /** The list with the members that a segment had; empty if it had none. */
    public Optional<Integer> list(String segment) {
        return Optional.ofNullable(lists.get(segment));
    }

    /** The tests that a segment asks for itself, not through the segments that it refers to, by their numbers. */
    public Set<Integer> tests(String segment) {
        Set<Integer> others = new HashSet<>();
        for (String other : project.referencedSegments(project.segment(segment).orElseThrow())) {
            others.add(nodes.get(other));
        }
        int limit = limited.indexOf(segment);
        int first =
                limit < 0 ? nodes.get(segment) : evaluation.ranked().get(limit).node();
        Set<Integer> tests = new TreeSet<>();
        Set<Integer> seen = new HashSet<>(others);
        Deque<Integer> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            int number = open.pop();
            if (seen.add(number)) {
                Node node = evaluation.nodes().get(number);
                if (node instanceof Node.Leaf leaf) {
                    tests.add(leaf.leaf());
                }
                open.addAll(node.parts());
            }
        }
        return tests;
    }

    private static final class Planning {
        private final CheckedProject project;
        private final LocalDate asOf;
        private final ZoneId zone;
        private final Map<String, Integer> lists = new LinkedHashMap<>();
        private final Map<String, Integer> nodes = new LinkedHashMap<>();
        private final List<String> limited = new ArrayList<>();
        private final List<Evaluation.Ranked> ranked = new ArrayList<>();
        private final BooleanGraph graph = new BooleanGraph(this::members);
        private final Map<RowPath, FeedBuilder> feeds = new LinkedHashMap<>();
        private final FeedBuilder.Words words = new FeedBuilder.Words();
        private final Map<ColumnPath, Anchored> anchored = new LinkedHashMap<>();
        private final Map<ColumnPath, Integer> columns = new LinkedHashMap<>();
        private final List<Evaluation.Slot> slots = new ArrayList<>();
        private final Map<Operand, Integer> slotNumbers = new HashMap<>();
        private int aggregateColumns;

        /** What is gathered about one anchor. */
        private static final class Anchored {
            private final Map<RowPath, FeedBuilder> feeds = new LinkedHashMap<>();
            private final FeedBuilder.Words words = new FeedBuilder.Words();
            private final List<Evaluation.Slot> slots = new ArrayList<>();
            private final List<ColumnPath> columns = new ArrayList<>();
        }

        Planning(CheckedProject project, Collection<String> published, LocalDate asOf) {
            this.project = project;
            this.asOf = asOf;
            this.zone = project.settings().timeZone();
            new TreeSet<>(published).forEach(id -> lists.put(id, lists.size()));
        }

        private int members(String segment) {
            return nodes.computeIfAbsent(segment, this::list);
        }

        private int list(String segment) {
            return graph.add(new Node.Given(lists.computeIfAbsent(segment, any -> lists.size())));
        }

        SharedPlan plan(List<Segment> segments, List<Operand> operands) {
            // Lists from outside come first, since limited segments become the lists after them.
            Set<String> here = new LinkedHashSet<>();
            for (Segment segment : segments) {
                project.referencedSegments(segment).stream()
                        .filter(other -> !here.contains(other))
                        .forEach(this::members);
                if (segment.selection() instanceof Selection.Listed) {
                    lists.computeIfAbsent(listed(segment.id()), any -> lists.size());
                }
                here.add(segment.id());
            }
            segments.forEach(this::add);
            operands.forEach(this::slots);
            List<Condition> conditions = graph.leaves();
            List<Evaluation.Leaf> leaves = conditions.stream().map(this::leaf).toList();
            for (Evaluation.Ranked one : ranked) {
                one.limits().forEach(limit -> {
                    slots(limit.by());
                    limit.per().ifPresent(this::slots);
                });
            }
            List<Integer> stages = stages();
            Evaluation evaluation = new Evaluation(
                    asOf,
                    zone,
                    project.customerKey().type(),
                    List.copyOf(columns.keySet()),
                    feeds.values().stream().map(FeedBuilder::build).toList(),
                    words.words(),
                    words.bags(),
                    slots,
                    leaves,
                    graph.nodes(),
                    stages,
                    kept(stages),
                    ranked);
            List<AnchorPlan> anchors = new ArrayList<>();
            anchored.forEach((anchor, gathered) -> anchors.add(new AnchorPlan(
                    anchor,
                    new Evaluation(
                            asOf,
                            zone,
                            anchor.column().type(),
                            List.of(),
                            gathered.feeds.values().stream()
                                    .map(FeedBuilder::build)
                                    .toList(),
                            gathered.words.words(),
                            gathered.words.bags(),
                            gathered.slots,
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of()),
                    List.copyOf(gathered.columns))));
            return new SharedPlan(project, evaluation, anchors, lists, nodes, limited);
        }

        private void add(Segment segment) {
            int members = segment.selection().match(new Selection.Cases<Integer>() {
                @Override
                public Integer where(Selection.Where where) {
                    int node = graph.add(where.condition());
                    return where.limits().isEmpty()
                            ? node
                            : later(segment, new Evaluation.Ranked(node, where.limits(), Optional.empty()));
                }

                @Override
                public Integer listed(Selection.Listed listed) {
                    return graph.add(new Node.Given(lists.get(SharedPlan.listed(segment.id()))));
                }

                @Override
                public Integer similar(Selection.Similar similar) {
                    int node = graph.add(similar.candidate());
                    return later(
                            segment, new Evaluation.Ranked(node, List.of(), Optional.of(members(similar.segment()))));
                }
            });
            nodes.put(segment.id(), members);
        }

        private int later(Segment segment, Evaluation.Ranked one) {
            int number = lists.size() + limited.size();
            limited.add(segment.id());
            ranked.add(one);
            return graph.add(new Node.Given(number));
        }

        private Evaluation.Leaf leaf(Condition condition) {
            Set<Integer> read = new LinkedHashSet<>();
            new ConditionWalk() {
                @Override
                protected void readColumn(ColumnPath path) {
                    read.add(slot(new Operand.Attribute(path, Optional.empty())));
                }

                @Override
                protected void readAggregate(Operand.Aggregate aggregate) {
                    read.add(slot(aggregate));
                }

                @Override
                protected void readSegment(String id) {
                    throw new IllegalStateException("not a test of values: member of " + id);
                }
            }.go(condition);
            List<Integer> all = List.copyOf(read);
            return new Evaluation.Leaf(
                    condition, all, all.size() == 1 ? Ranges.of(condition, asOf, zone) : Optional.empty());
        }

        private void slots(Operand operand) {
            new ConditionWalk() {
                @Override
                protected void readColumn(ColumnPath path) {
                    slot(new Operand.Attribute(path, Optional.empty()));
                }

                @Override
                protected void readAggregate(Operand.Aggregate aggregate) {
                    slot(aggregate);
                }

                @Override
                protected void readSegment(String id) {
                    throw new IllegalStateException("not a value: member of " + id);
                }
            }.go(operand);
        }

        private int slot(Operand operand) {
            Integer known = slotNumbers.get(operand);
            if (known != null) {
                return known;
            }
            Evaluation.Origin origin = operand instanceof Operand.Aggregate aggregate
                    ? origin(aggregate)
                    : column(((Operand.Attribute) operand).path());
            slots.add(new Evaluation.Slot(operand, origin));
            slotNumbers.put(operand, slots.size() - 1);
            return slots.size() - 1;
        }

        private Evaluation.Origin column(ColumnPath path) {
            return new Evaluation.Origin.Customer(columns.computeIfAbsent(path, any -> columns.size()));
        }

        private Evaluation.Origin origin(Operand.Aggregate aggregate) {
            ColumnPath anchor = anchor(aggregate.rows().path());
            if (anchor.rows().hops().isEmpty()
                    && anchor.column().name().equals(project.customerKey().name())) {
                return rows(aggregate, feeds, words);
            }
            Anchored gathered = anchored.computeIfAbsent(anchor, any -> new Anchored());
            gathered.slots.add(new Evaluation.Slot(aggregate, rows(aggregate, gathered.feeds, gathered.words)));
            // No declared column has a space in its name.
            ColumnPath made = new ColumnPath(
                    RowPath.at(project.customers().id()),
                    Column.of("aggregate " + ++aggregateColumns, aggregate.type()));
            gathered.columns.add(made);
            return column(made);
        }

        private Evaluation.Origin rows(
                Operand.Aggregate aggregate, Map<RowPath, FeedBuilder> builders, FeedBuilder.Words taken) {
            RowPath path = aggregate.rows().path();
            FeedBuilder builder = builders.computeIfAbsent(
                    path, any -> new FeedBuilder(path, project.sources()::get, asOf, zone, taken));
            List<Accumulator> accumulators = builder.add(aggregate);
            return new Evaluation.Origin.Rows(List.copyOf(builders.keySet()).indexOf(path), accumulators);
        }

        private ColumnPath anchor(RowPath path) {
            List<Hop> toOne = new ArrayList<>();
            for (Hop hop : path.hops()) {
                if (hop.direction() == Hop.Direction.TO_MANY) {
                    Column column = project.sources()
                            .get(hop.start())
                            .column(hop.startColumn())
                            .orElseThrow();
                    return new ColumnPath(new RowPath(path.start(), toOne), column);
                }
                toOne.add(hop);
            }
            throw new IllegalStateException("no hop to many: " + path);
        }

        private List<Integer> stages() {
            List<Integer> stages = new ArrayList<>();
            for (Node node : graph.nodes()) {
                if (node instanceof Node.Given given && given.given() >= lists.size()) {
                    Evaluation.Ranked one = ranked.get(given.given() - lists.size());
                    stages.add(1
                            + Math.max(
                                    stages.get(one.node()),
                                    one.like().map(stages::get).orElse(0)));
                } else {
                    stages.add(node.parts().stream().mapToInt(stages::get).max().orElse(0));
                }
            }
            return stages;
        }

        private List<Integer> kept(List<Integer> stages) {
            Set<Integer> kept = new TreeSet<>(nodes.values());
            ranked.forEach(one -> {
                kept.add(one.node());
                one.like().ifPresent(kept::add);
            });
            List<Node> all = graph.nodes();
            for (int number = 0; number < all.size(); number++) {
                for (int part : all.get(number).parts()) {
                    if (stages.get(part) < stages.get(number)) {
                        kept.add(part);
                    }
                }
            }
            return List.copyOf(kept);
        }
    }

    /** The list under which a segment's members arrive that were found outside of the pass; no segment has such an id. */
    public static String listed(String segment) {
        return segment + " (listed)";
    }

    /** The feeds of an evaluation by the source whose rows they are. */
    public static Map<String, List<Integer>> scans(Evaluation evaluation) {
        Map<String, List<Integer>> scans = new LinkedHashMap<>();
        for (int number = 0; number < evaluation.feeds().size(); number++) {
            Feed feed = evaluation.feeds().get(number);
            scans.computeIfAbsent(feed.path().end(), any -> new ArrayList<>()).add(number);
        }
        return scans;
    }
}
