package io.segmill.jobs.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.checking.Shop;
import io.segmill.core.project.Segment;
import io.segmill.jobs.pass.plan.SharedPlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortableTest {
    /** Not serializable by itself. */
    public record Pair(Object left, Optional<Pair> right) {}

    @SuppressWarnings("unchecked") // what was written was a T
    private static <T> T carried(T value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Portable<>(value));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return ((Portable<T>) in.readObject()).value();
        }
    }

    @Test
    void records_in_records_lists_and_optionals_are_equal_where_they_arrive() throws Exception {
        Pair inner = new Pair(LocalDate.parse("2026-06-30"), Optional.empty());
        Pair pair = new Pair(List.of(inner, Map.of("a", inner)), Optional.of(inner));
        assertThat(carried(pair)).isEqualTo(pair).isNotSameAs(pair);
    }

    @Test
    void all_that_executors_need_of_a_plan_is_equal_where_it_arrives(@TempDir Path folder) throws Exception {
        new Shop(folder).with("segments/a.yaml", """
                where:
                  all:
                    - {has: orders, within: last 90 days, where: {attribute: channel, is: web}}
                    - {sum: orders.lines.quantity, at-least: 3}
                    - {not: {attribute: zip, starts-with: "01"}}
                limit: {top: 10, by: {count: orders}, per: address.state}
                """);
        var project = ProjectChecker.check(folder, Map.of()).project().orElseThrow();
        List<Segment> segments = project.segmentsInDependencyOrder();
        SharedPlan plan = SharedPlan.of(project, segments, Set.of(), LocalDate.parse("2026-06-30"));
        assertThat(carried(plan.evaluation())).usingRecursiveComparison().isEqualTo(plan.evaluation());
    }
}
