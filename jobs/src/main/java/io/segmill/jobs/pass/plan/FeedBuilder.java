package io.segmill.jobs.pass.plan;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.ConditionWalk;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.RelatedRows;
import io.segmill.core.condition.Window;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.RowPath;
import io.segmill.jobs.pass.code.Ranges;
import io.segmill.jobs.pass.rows.Accumulator;
import io.segmill.jobs.pass.rows.Classifier;
import io.segmill.jobs.pass.rows.Feed;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Gathers what aggregates make of the rows at the end of one path. */
final class FeedBuilder {
    private final RowPath path;
    private final Function<String, Source> sources;
    private final LocalDate asOf;
    private final ZoneId zone;
    private final Words words;
    private final BooleanGraph graph = new BooleanGraph(segment -> {
        throw new IllegalStateException("rows are in no segment: " + segment);
    });
    private final Map<Integer, Integer> filters = new LinkedHashMap<>();
    private final Map<ColumnPath, Integer> measures = new LinkedHashMap<>();
    private final Map<Added, Accumulator> accumulators = new LinkedHashMap<>();
    private final Optional<ColumnPath> time;
    private boolean needsTime = true;
    private long firstDay = Long.MAX_VALUE;

    private record Added(Accumulator.Kind kind, int filter, int measure) {}

    /** Hands out the words and bags of a customer. */
    static final class Words {
        private int words;
        private int bags;

        int words() {
            return words;
        }

        int bags() {
            return bags;
        }

        private int take(Accumulator.Kind kind) {
            if (kind == Accumulator.Kind.VALUES) {
                return bags++;
            }
            int offset = words;
            words += kind.words();
            return offset;
        }
    }

    FeedBuilder(RowPath path, Function<String, Source> sources, LocalDate asOf, ZoneId zone, Words words) {
        this.path = path;
        this.sources = sources;
        this.asOf = asOf;
        this.zone = zone;
        this.words = words;
        this.time = time(RowPath.at(path.end()));
    }

    /** The event time of the rows at the end of a path, seen from where the path begins. */
    private Optional<ColumnPath> time(RowPath from) {
        return sources.apply(from.end()).eventTime().map(time -> {
            List<Hop> hops = new ArrayList<>(from.hops());
            hops.addAll(time.rows().hops());
            return new ColumnPath(new RowPath(from.start(), hops), time.column());
        });
    }

    /** The accumulators from which an aggregate over these rows is made; an average from its sum and its count. */
    List<Accumulator> add(Operand.Aggregate aggregate) {
        int filter = filter(aggregate.rows());
        int value = aggregate.value().map(this::measure).orElse(-1);
        return switch (aggregate.function()) {
            case COUNT -> List.of(accumulator(Accumulator.Kind.ROWS, filter, -1));
            case COUNT_DISTINCT, MOST_FREQUENT -> List.of(accumulator(Accumulator.Kind.VALUES, filter, value));
            case SUM -> List.of(accumulator(Accumulator.Kind.SUM, filter, value));
            case AVERAGE ->
                List.of(
                        accumulator(Accumulator.Kind.SUM, filter, value),
                        accumulator(Accumulator.Kind.SET, filter, value));
            case MIN -> List.of(accumulator(Accumulator.Kind.LEAST, filter, value));
            case MAX -> List.of(accumulator(Accumulator.Kind.GREATEST, filter, value));
            case LATEST -> {
                measure(time.orElseThrow());
                yield List.of(accumulator(Accumulator.Kind.LATEST, filter, value));
            }
            case EARLIEST -> {
                measure(time.orElseThrow());
                yield List.of(accumulator(Accumulator.Kind.EARLIEST, filter, value));
            }
            case DAYS_SINCE -> List.of(accumulator(Accumulator.Kind.GREATEST, filter, measure(time.orElseThrow())));
        };
    }

    private int filter(RelatedRows rows) {
        List<Condition> parts = new ArrayList<>();
        rows.where().ifPresent(parts::add);
        if (rows.within() instanceof Window.AllTime) {
            needsTime = false;
            firstDay = Long.MIN_VALUE;
        } else {
            parts.add(new Condition.Within(new Operand.Attribute(time.orElseThrow(), Optional.empty()), rows.within()));
            firstDay = Math.min(
                    firstDay,
                    rows.within().on(asOf).from().map(LocalDate::toEpochDay).orElse(Long.MIN_VALUE));
        }
        int node = graph.add(parts.isEmpty() ? new Condition.Everyone() : new Condition.All(parts));
        return filters.computeIfAbsent(node, any -> filters.size());
    }

    private int measure(ColumnPath column) {
        return measures.computeIfAbsent(column, any -> measures.size());
    }

    private Accumulator accumulator(Accumulator.Kind kind, int filter, int measure) {
        return accumulators.computeIfAbsent(
                new Added(kind, filter, measure), added -> new Accumulator(kind, filter, measure, words.take(kind)));
    }

    Feed build() {
        List<Condition> leaves = graph.leaves();
        Map<Object, List<Integer>> together = new LinkedHashMap<>();
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            together.computeIfAbsent(place(leaves.get(leaf)), any -> new ArrayList<>())
                    .add(leaf);
        }
        List<Classifier> classifiers = new ArrayList<>();
        Feed.Test[] tests = new Feed.Test[leaves.size()];
        together.forEach((place, all) -> {
            int most = place instanceof OnRanges ? all.size() : Classifier.MOST_TESTS;
            for (int first = 0; first < all.size(); first += most) {
                List<Integer> some = all.subList(first, Math.min(all.size(), first + most));
                for (int number = 0; number < some.size(); number++) {
                    tests[some.get(number)] = new Feed.Test(classifiers.size(), number);
                }
                classifiers.add(classifier(place, some.stream().map(leaves::get).toList()));
            }
        });
        List<Node> nodes = graph.nodes();
        Map<List<Integer>, List<Integer>> groups = new LinkedHashMap<>();
        filters.forEach((node, number) -> {
            Set<Integer> needed = new TreeSet<>();
            need(node, nodes, tests, needed);
            groups.computeIfAbsent(List.copyOf(needed), any -> new ArrayList<>())
                    .add(number);
        });
        return new Feed(
                path,
                tie(),
                time,
                parentTimes(),
                needsTime,
                firstDay,
                classifiers,
                List.of(tests),
                nodes,
                List.copyOf(filters.keySet()),
                groups.entrySet().stream()
                        .map(group -> new Feed.Group(group.getKey(), List.copyOf(group.getValue())))
                        .toList(),
                List.copyOf(measures.keySet()),
                List.copyOf(accumulators.values()));
    }

    private static void need(int number, List<Node> nodes, Feed.Test[] tests, Set<Integer> needed) {
        Node node = nodes.get(number);
        if (node instanceof Node.Leaf leaf) {
            needed.add(tests[leaf.leaf()].classifier());
        }
        node.parts().forEach(part -> need(part, nodes, tests, needed));
    }

    private record OnRanges(ColumnPath column, Ranges.View view) {}

    private record OnColumn(ColumnPath column) {}

    private record OnRow(Condition test) {}

    private Object place(Condition leaf) {
        Set<ColumnPath> read = columns(leaf);
        if (read.size() > 1) {
            return new OnRow(leaf);
        }
        ColumnPath column = read.iterator().next();
        return Ranges.of(leaf, asOf, zone)
                .<Object>map(ranges -> new OnRanges(column, ranges.view()))
                .orElseGet(() -> new OnColumn(column));
    }

    private Classifier classifier(Object place, List<Condition> leaves) {
        if (place instanceof OnRanges ranges) {
            return Classifier.Cuts.of(
                    ranges.column(),
                    ranges.view(),
                    leaves.stream()
                            .map(leaf -> Ranges.of(leaf, asOf, zone).orElseThrow())
                            .toList());
        }
        return place instanceof OnColumn on
                ? new Classifier.Tests(on.column(), List.copyOf(leaves))
                : new Classifier.Whole(leaves.get(0));
    }

    /** The columns that a condition on a row reads. */
    static Set<ColumnPath> columns(Condition condition) {
        Set<ColumnPath> read = new LinkedHashSet<>();
        new ConditionWalk() {
            @Override
            protected void readColumn(ColumnPath path) {
                read.add(path);
            }

            @Override
            protected void readAggregate(Operand.Aggregate aggregate) {
                throw new IllegalStateException("no aggregates among rows: " + aggregate);
            }

            @Override
            protected void readSegment(String id) {
                throw new IllegalStateException("rows are in no segment: " + id);
            }
        }.go(condition);
        return read;
    }

    private List<Hop> toMany() {
        return path.hops().stream()
                .filter(hop -> hop.direction() == Hop.Direction.TO_MANY)
                .toList();
    }

    /** From the row back to the first of the rows that the customer's hops to many lead to. */
    private RowPath back(int hops) {
        List<Hop> toMany = toMany();
        List<Hop> back = new ArrayList<>();
        for (int hop = toMany.size() - 1; hop >= toMany.size() - hops; hop--) {
            back.add(new Hop(toMany.get(hop).relationship(), Hop.Direction.TO_ONE));
        }
        return new RowPath(path.end(), back);
    }

    private ColumnPath tie() {
        Hop first = toMany().get(0);
        RowPath at = back(toMany().size() - 1);
        Column column = sources.apply(at.end()).column(first.endColumn()).orElseThrow();
        return new ColumnPath(at, column);
    }

    private List<ColumnPath> parentTimes() {
        List<ColumnPath> times = new ArrayList<>();
        for (int hops = 1; hops < toMany().size(); hops++) {
            time(back(hops)).ifPresent(times::add);
        }
        return times;
    }
}
