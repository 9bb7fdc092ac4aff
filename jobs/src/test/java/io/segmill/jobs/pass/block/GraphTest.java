package io.segmill.jobs.pass.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.graph.Node;
import io.segmill.jobs.pass.plan.Evaluation;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphTest {
    private static final int CUSTOMERS = 150;

    private static long[] bits(Random random) {
        long[] bits = new long[Vector.words(CUSTOMERS)];
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            if (random.nextBoolean()) {
                bits[customer / 64] |= 1L << customer;
            }
        }
        return bits;
    }

    private static boolean has(long[] bits, int customer) {
        return (bits[customer / 64] >>> customer & 1) != 0;
    }

    private static Evaluation evaluation(List<Node> nodes, List<Integer> stages) {
        return new Evaluation(
                LocalDate.parse("2026-06-30"),
                ZoneOffset.UTC,
                DataType.BIGINT,
                List.of(),
                List.of(),
                0,
                0,
                List.of(),
                List.of(),
                nodes,
                stages,
                List.of(),
                List.of());
    }

    /** One customer at a time. */
    private static boolean meets(Node node, List<Node> nodes, long[][] leaves, int customer) {
        if (node instanceof Node.Everyone) {
            return true;
        }
        if (node instanceof Node.Leaf leaf) {
            return has(leaves[leaf.leaf()], customer);
        }
        long met = node.parts().stream()
                .filter(part -> meets(nodes.get(part), nodes, leaves, customer))
                .count();
        if (node instanceof Node.Not) {
            return met == 0;
        }
        if (node instanceof Node.AtLeast atLeast) {
            return met >= atLeast.count();
        }
        return node instanceof Node.All ? met == node.parts().size() : met > 0;
    }

    @Test
    void words_of_customers_are_answered_as_each_customer_is() {
        Random random = new Random(1);
        long[][] leaves = IntStream.range(0, 6).mapToObj(any -> bits(random)).toArray(long[][]::new);
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Node.Everyone());
        IntStream.range(0, leaves.length).mapToObj(Node.Leaf::new).forEach(nodes::add);
        for (int more = 0; more < 200; more++) {
            List<Integer> parts =
                    random.ints(1 + random.nextInt(9), 0, nodes.size()).boxed().toList();
            nodes.add(
                    switch (random.nextInt(4)) {
                        case 0 -> new Node.All(parts);
                        case 1 -> new Node.Any(parts);
                        case 2 -> new Node.Not(parts.get(0));
                        default -> new Node.AtLeast(1 + random.nextInt(parts.size()), parts);
                    });
        }
        long[][] known = new long[nodes.size()][];

        Graph.answer(
                evaluation(nodes, Collections.nCopies(nodes.size(), 0)),
                0,
                CUSTOMERS,
                known,
                leaf -> leaves[leaf],
                given -> null);

        for (int node = 0; node < nodes.size(); node++) {
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                assertThat(has(known[node], customer))
                        .as(nodes.get(node) + " of " + customer)
                        .isEqualTo(meets(nodes.get(node), nodes, leaves, customer));
            }
            assertThat(known[node][2] >>> CUSTOMERS)
                    .as("beyond the last customer")
                    .isZero();
        }
    }

    @Test
    void a_stage_goes_on_from_the_stages_before_it() {
        List<Node> nodes = List.of(new Node.Leaf(0), new Node.Given(0), new Node.All(List.of(0, 1)));
        long[][] known = new long[3][];
        Evaluation evaluation = evaluation(nodes, List.of(0, 1, 1));

        Graph.answer(evaluation, 0, 3, known, leaf -> new long[] {0b110}, given -> null);
        assertThat(known[0]).containsExactly(0b110);
        assertThat(known[1]).isNull();
        Graph.answer(evaluation, 1, 3, known, leaf -> null, given -> new long[] {0b011});
        assertThat(known[2]).containsExactly(0b010);
    }
}
