package io.segmill.jobs.pass.block;

import io.segmill.jobs.pass.plan.Evaluation;
import io.segmill.jobs.pass.plan.Node;
import java.util.List;
import java.util.function.IntFunction;

/** Answers the nodes of a graph for all customers of a bin by operations on words of 64 customers. */
final class Graph {
    private Graph() {}

    /**
     * Fills in the nodes of one stage.
     *
     * @param known by node; those of the stages before are there
     * @param tests a leaf's customers
     * @param given by number
     */
    static void answer(
            Evaluation evaluation,
            int stage,
            int customers,
            long[][] known,
            IntFunction<long[]> tests,
            IntFunction<long[]> given) {
        List<Node> nodes = evaluation.nodes();
        for (int number = 0; number < known.length; number++) {
            if (known[number] == null && evaluation.stages().get(number) == stage) {
                known[number] = answer(nodes.get(number), customers, known, tests, given);
            }
        }
    }

    private static long[] answer(
            Node node, int customers, long[][] known, IntFunction<long[]> tests, IntFunction<long[]> given) {
        if (node instanceof Node.Leaf leaf) {
            return tests.apply(leaf.leaf());
        }
        if (node instanceof Node.Given members) {
            return given.apply(members.given());
        }
        if (node instanceof Node.Everyone) {
            return Tests.everybody(customers);
        }
        if (node instanceof Node.Not not) {
            long[] met = Tests.everybody(customers);
            long[] part = known[not.part()];
            for (int word = 0; word < met.length; word++) {
                met[word] &= ~part[word];
            }
            return met;
        }
        List<Integer> parts = node.parts();
        if (node instanceof Node.AtLeast atLeast) {
            return atLeast(atLeast.count(), parts, known, Vector.words(customers));
        }
        long[] met = known[parts.get(0)].clone();
        boolean all = node instanceof Node.All;
        for (int index = 1; index < parts.size(); index++) {
            long[] part = known[parts.get(index)];
            for (int word = 0; word < met.length; word++) {
                met[word] = all ? met[word] & part[word] : met[word] | part[word];
            }
        }
        return met;
    }

    /** Counts 64 customers at a time: {@code reached[k]} has a bit for each who met more than k parts so far. */
    private static long[] atLeast(int count, List<Integer> parts, long[][] known, int words) {
        long[] met = new long[words];
        long[] reached = new long[count];
        for (int word = 0; word < words; word++) {
            java.util.Arrays.fill(reached, 0);
            for (int part : parts) {
                long bits = known[part][word];
                for (int level = 0; level < count && bits != 0; level++) {
                    long carried = reached[level] & bits;
                    reached[level] |= bits;
                    bits = carried;
                }
            }
            met[word] = reached[count - 1];
        }
        return met;
    }
}
