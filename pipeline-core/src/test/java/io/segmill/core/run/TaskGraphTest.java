package io.segmill.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmill.core.problem.Failure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskGraphTest {
    private static final TaskName ORDERS = TaskName.source("orders");
    private static final TaskName CUSTOMERS = TaskName.source("customers");
    private static final TaskName VIP = TaskName.segment("vip");
    private static final TaskName LAPSED = TaskName.segment("lapsed-vip");
    private static final TaskName CRM = TaskName.export("crm");

    private final TaskGraph night = new TaskGraph(
            Map.of(
                    ORDERS,
                    Set.of(),
                    CUSTOMERS,
                    Set.of(),
                    TaskName.profile("orders"),
                    Set.of(ORDERS),
                    VIP,
                    Set.of(ORDERS, CUSTOMERS),
                    LAPSED,
                    Set.of(VIP, CUSTOMERS),
                    CRM,
                    Set.of(LAPSED)),
            Map.of(VIP, Set.of("crm", "top"), LAPSED, Set.of("crm")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            source:orders   | source:orders
            source:*        | source:customers source:orders
            *:orders        | source:orders profile:orders
            segment:*vip    | segment:lapsed-vip segment:vip
            tag:crm         | segment:lapsed-vip segment:vip
            tag:top         | segment:vip
            +segment:vip    | source:customers source:orders segment:vip
            segment:vip+    | segment:lapsed-vip segment:vip export:crm
            +tag:top+       | source:customers source:orders segment:lapsed-vip segment:vip export:crm
            +export:crm     | source:customers source:orders segment:lapsed-vip segment:vip export:crm
            """)
    void a_pattern_selects(String pattern, String tasks) {
        assertThat(night.select(List.of(pattern)).stream()
                        .map(TaskName::toString)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(tasks);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            segment:vpi | no task matches 'segment:vpi'; did you mean 'segment:vip'?
            tag:cmr     | no task matches 'tag:cmr'; did you mean 'tag:crm'?
            segment:.*  | no task matches 'segment:.*'; did you mean 'segment:vip'?
            """)
    void a_pattern_that_matches_nothing_is_wrong_usage(String pattern, String message) {
        assertThatThrownBy(() -> night.select(List.of("source:orders", pattern)))
                .isInstanceOf(Failure.class)
                .hasMessage(message);
    }

    @Test
    void a_part_of_the_night_counts_what_it_waits_for_outside_as_done() {
        TaskGraph part = night.only(Set.of(LAPSED, CUSTOMERS));

        assertThat(part.upstream()).isEqualTo(Map.of(CUSTOMERS, Set.of(), LAPSED, Set.of(CUSTOMERS)));
    }

    @Test
    void a_task_waits_only_for_tasks_that_are_there() {
        assertThatThrownBy(() -> new TaskGraph(Map.of(VIP, Set.of(ORDERS)), Map.of()))
                .hasMessage("a task waits for one that is not there: [source:orders]");
    }
}
