package io.segmill.jobs.pass.plan;

import io.segmill.core.condition.Comparison;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Value;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Conditions as nodes of one graph, in which equal conditions are one node, whoever asks them; a node comes after those
 * that it is made of. Tests of values are leaves.
 */
public final class BooleanGraph {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Integer> known = new HashMap<>();
    private final List<Condition> leaves = new ArrayList<>();
    private final Map<Condition, Integer> knownLeaves = new HashMap<>();
    private final ToIntFunction<String> segments;

    /** @param segments the node of a segment's members, by its id */
    public BooleanGraph(ToIntFunction<String> segments) {
        this.segments = segments;
    }

    /** In the order of their numbers. */
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** The tests of values, each once, in the order of their numbers; the test for rows is that of their count. */
    public List<Condition> leaves() {
        return List.copyOf(leaves);
    }

    /** The number of the node that is a condition. */
    public int add(Condition condition) {
        return condition.match(new Adding());
    }

    /** The number of a node, which may be there already. */
    public int add(Node node) {
        return known.computeIfAbsent(node, any -> {
            nodes.add(node);
            return nodes.size() - 1;
        });
    }

    private int leaf(Condition condition) {
        int number = knownLeaves.computeIfAbsent(condition, any -> {
            leaves.add(condition);
            return leaves.size() - 1;
        });
        return add(new Node.Leaf(number));
    }

    private int complement(int node) {
        return nodes.get(node) instanceof Node.Not not ? not.part() : add(new Node.Not(node));
    }

    private final class Adding implements Condition.Cases<Integer> {
        private List<Integer> parts(List<Condition> parts) {
            return parts.stream().map(BooleanGraph.this::add).toList();
        }

        private List<Integer> set(List<Condition> parts) {
            return parts(parts).stream().distinct().sorted().toList();
        }

        private int any(List<Condition> conditions) {
            List<Integer> parts = set(conditions);
            return parts.size() == 1 ? parts.get(0) : add(new Node.Any(parts));
        }

        @Override
        public Integer everyone(Condition.Everyone everyone) {
            return add(new Node.Everyone());
        }

        @Override
        public Integer all(Condition.All all) {
            List<Integer> parts = set(all.parts());
            return parts.size() == 1 ? parts.get(0) : add(new Node.All(parts));
        }

        @Override
        public Integer any(Condition.Any any) {
            return any(any.parts());
        }

        @Override
        public Integer none(Condition.None none) {
            return complement(any(none.parts()));
        }

        @Override
        public Integer not(Condition.Not not) {
            return complement(add(not.inner()));
        }

        @Override
        public Integer atLeast(Condition.AtLeast atLeast) {
            // A part that is written twice counts twice.
            return add(new Node.AtLeast(
                    atLeast.count(), parts(atLeast.parts()).stream().sorted().toList()));
        }

        @Override
        public Integer memberOf(Condition.MemberOf memberOf) {
            return segments.applyAsInt(memberOf.segment());
        }

        @Override
        public Integer compare(Condition.Compare compare) {
            return leaf(compare);
        }

        @Override
        public Integer oneOf(Condition.OneOf oneOf) {
            return leaf(oneOf);
        }

        @Override
        public Integer between(Condition.Between between) {
            return leaf(between);
        }

        @Override
        public Integer text(Condition.Text text) {
            return leaf(text);
        }

        @Override
        public Integer isSet(Condition.IsSet isSet) {
            return leaf(isSet);
        }

        @Override
        public Integer within(Condition.Within within) {
            return leaf(within);
        }

        @Override
        public Integer anniversary(Condition.Anniversary anniversary) {
            return leaf(anniversary);
        }

        @Override
        public Integer has(Condition.Has has) {
            return leaf(new Condition.Compare(
                    Operand.Aggregate.count(has.rows()),
                    Comparison.MORE_THAN,
                    new Operand.Constant(new Value.Number(BigDecimal.ZERO), DataType.BIGINT),
                    LetterCase.EXACT));
        }
    }
}
