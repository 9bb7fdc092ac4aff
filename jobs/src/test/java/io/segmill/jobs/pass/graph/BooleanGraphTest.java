package io.segmill.jobs.pass.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.Operand;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.RowPath;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BooleanGraphTest {
    private final BooleanGraph graph = new BooleanGraph(segment -> 0);

    private static Condition is_set(String column) {
        return new Condition.IsSet(new Operand.Attribute(
                new ColumnPath(RowPath.at("customers"), Column.of(column, DataType.INT)), Optional.empty()));
    }

    private static Condition all(Condition... parts) {
        return new Condition.All(List.of(parts));
    }

    private static Condition any(Condition... parts) {
        return new Condition.Any(List.of(parts));
    }

    @Test
    void equal_conditions_are_one_node_in_whatever_order_and_how_often_they_are_written() {
        int first = graph.add(all(is_set("a"), any(is_set("b"), is_set("c"))));
        int nodes = graph.nodes().size();
        assertThat(graph.add(all(any(is_set("c"), is_set("b")), is_set("a"), is_set("a"))))
                .isEqualTo(first);
        assertThat(graph.nodes()).hasSize(nodes);
        assertThat(graph.leaves()).containsExactly(is_set("a"), is_set("b"), is_set("c"));
    }

    @Test
    void all_and_any_of_one_part_are_that_part() {
        int part = graph.add(is_set("a"));
        assertThat(graph.add(all(is_set("a")))).isEqualTo(part);
        assertThat(graph.add(any(is_set("a"), is_set("a")))).isEqualTo(part);
    }

    @Test
    void not_twice_is_nothing_and_none_of_one_is_not_that_one() {
        int part = graph.add(is_set("a"));
        int not = graph.add(new Condition.Not(is_set("a")));
        assertThat(graph.nodes().get(not)).isEqualTo(new Node.Not(part));
        assertThat(graph.add(new Condition.Not(new Condition.Not(is_set("a"))))).isEqualTo(part);
        assertThat(graph.add(new Condition.None(List.of(is_set("a"))))).isEqualTo(not);
    }

    @Test
    void a_part_that_is_written_twice_counts_twice_where_parts_are_counted() {
        int node = graph.add(new Condition.AtLeast(2, List.of(is_set("b"), is_set("a"), is_set("b"))));
        int a = graph.add(is_set("a"));
        int b = graph.add(is_set("b"));
        assertThat(graph.nodes().get(node))
                .isEqualTo(
                        new Node.AtLeast(2, List.of(b, b, a).stream().sorted().toList()));
    }

    @Test
    void parts_come_before_what_is_made_of_them() {
        graph.add(all(any(is_set("a"), new Condition.Not(is_set("b"))), is_set("c")));
        for (int node = 0; node < graph.nodes().size(); node++) {
            int number = node;
            assertThat(graph.nodes().get(node).parts()).allMatch(part -> part < number);
        }
    }

    @Test
    void a_reference_is_the_node_of_the_segment() {
        int members = graph.add(new Node.Given(7));
        assertThat(members).isZero();
        assertThat(graph.add(new Condition.MemberOf("other"))).isEqualTo(members);
    }
}
