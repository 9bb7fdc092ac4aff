package io.segmill.jobs.pass.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.checking.Shop;
import io.segmill.core.project.Segment;
import io.segmill.jobs.pass.plan.PlanSummary.Asked;
import io.segmill.jobs.pass.plan.PlanSummary.Days;
import io.segmill.jobs.pass.plan.PlanSummary.Graph;
import io.segmill.jobs.pass.plan.PlanSummary.Joined;
import io.segmill.jobs.pass.plan.PlanSummary.Rows;
import io.segmill.jobs.pass.plan.PlanSummary.Scan;
import io.segmill.jobs.pass.plan.PlanSummary.Share;
import io.segmill.jobs.pass.plan.PlanSummary.Stage;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a shared plan; Spark is not started for it. */
class PlanSummaryTest {
    private static final LocalDate AS_OF = LocalDate.parse("2026-06-30");
    private static final Optional<String> ADDRESS = Optional.of("address.address_id");

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void four_segments() {
        shop = new Shop(folder)
                .with("segments/a-web.yaml", """
                        where:
                          all:
                            - {has: orders, within: last 90 days, where: {attribute: channel, is: web}}
                            - {attribute: zip, is: "01234"}
                        """)
                .with("segments/b-more.yaml", """
                        where:
                          all:
                            - {count: orders, within: last 90 days, where: {attribute: channel, is: web}, at-least: 3}
                            - {attribute: zip, is: "01234"}
                        """)
                .with("segments/c-top.yaml", """
                        where: {sum: orders.lines.quantity, within: 2026-01-01..2026-03-31, at-least: 1}
                        limit: {top: 10, by: {count: orders}, per: address.state}
                        """)
                .with("segments/d-on-top.yaml", """
                        where:
                          all:
                            - {member-of: c-top}
                            - {has: address.residents.orders}
                            - {attribute: active, is: true}
                        """);
    }

    private PlanSummary summary() {
        CheckedProject project =
                ProjectChecker.check(folder, Map.of()).project().orElseThrow();
        List<Segment> segments = project.segmentsInDependencyOrder();
        return PlanSummary.of(SharedPlan.of(project, segments, Set.of(), AS_OF), segments);
    }

    private static Asked asked(String what, String... segments) {
        return new Asked(what, List.of(segments));
    }

    private static Days from(String day) {
        return new Days(Optional.of(LocalDate.parse(day)), Optional.of(AS_OF), false);
    }

    private static Days dated_and_undated() {
        return new Days(Optional.empty(), Optional.of(AS_OF), true);
    }

    @Test
    void a_source_is_read_once_with_the_columns_and_days_that_all_segments_need() {
        assertThat(summary().scans())
                .containsExactly(
                        new Scan(
                                "customers",
                                List.of(),
                                Optional.empty(),
                                List.of("active", "address_id", "customer_id", "zip"),
                                9,
                                Days.ALL,
                                List.of(new Joined("addresses", "address", List.of("address_id", "state"), 2))),
                        new Scan(
                                "orders",
                                List.of("orders"),
                                Optional.empty(),
                                List.of("channel", "customer_id", "ordered_on"),
                                5,
                                dated_and_undated(),
                                List.of()),
                        new Scan(
                                "lines",
                                List.of("orders.lines"),
                                Optional.empty(),
                                List.of("order_id", "quantity"),
                                3,
                                from("2026-01-01"),
                                List.of(new Joined(
                                        "orders", "orders", List.of("customer_id", "order_id", "ordered_on"), 5))),
                        new Scan(
                                "orders",
                                List.of("address.residents.orders"),
                                ADDRESS,
                                List.of("customer_id", "ordered_on"),
                                5,
                                dated_and_undated(),
                                List.of(new Joined(
                                        "customers", "customers", List.of("address_id", "customer_id"), 9))));
    }

    @Test
    void equal_filters_aggregates_columns_and_conditions_are_one_and_say_who_asks() {
        PlanSummary summary = summary();
        String web = "orders in the last 90 days (2026-04-02 to 2026-06-30), where channel is web";
        String lines = "orders.lines from 2026-01-01 to 2026-03-31";
        assertThat(summary.rows())
                .containsExactly(
                        new Rows(
                                "orders",
                                Optional.empty(),
                                List.of(asked(web, "a-web", "b-more"), asked("orders", "c-top")),
                                List.of(
                                        asked("the number of " + web, "a-web", "b-more"),
                                        asked("the number of orders", "c-top"))),
                        new Rows(
                                "orders.lines",
                                Optional.empty(),
                                List.of(asked(lines, "c-top")),
                                List.of(asked(
                                        "the sum of orders.lines.quantity from 2026-01-01 to 2026-03-31", "c-top"))),
                        new Rows(
                                "address.residents.orders",
                                ADDRESS,
                                List.of(asked("address.residents.orders", "d-on-top")),
                                List.of(asked("the number of address.residents.orders", "d-on-top"))));
        assertThat(summary.columns())
                .containsExactly(
                        asked("zip", "a-web", "b-more"), asked("active", "d-on-top"), asked("address.state", "c-top"));
        assertThat(summary.conditions())
                .containsExactly(
                        asked("zip is 01234", "a-web", "b-more"),
                        asked("has " + web, "a-web"),
                        asked("the number of " + web + ", is at least 3", "b-more"),
                        asked("the sum of orders.lines.quantity from 2026-01-01 to 2026-03-31 is at least 1", "c-top"),
                        asked("has address.residents.orders", "d-on-top"),
                        asked("active is true", "d-on-top"));
        assertThat(summary.words()).isEqualTo(3);
        assertThat(summary.bags()).isZero();
    }

    @Test
    void limits_cut_the_graph_into_stages() {
        PlanSummary summary = summary();
        assertThat(summary.graph()).isEqualTo(new Graph(10, 6, 3, 1));
        assertThat(summary.stages())
                .containsExactly(
                        new Stage(0, List.of("a-web", "b-more"), List.of()),
                        new Stage(1, List.of("c-top", "d-on-top"), List.of("c-top")));
        assertThat(summary.segments())
                .containsExactly(
                        new Share("a-web", 2, 1, 1, 1, 0, List.of(), List.of()),
                        new Share("b-more", 2, 1, 1, 1, 0, List.of(), List.of()),
                        new Share("c-top", 1, 0, 2, 0, 1, List.of(), List.of("c-top")),
                        new Share("d-on-top", 2, 0, 1, 0, 1, List.of("c-top"), List.of("c-top")));
        assertThat(summary.ownScans()).isEmpty();
    }

    @Test
    void a_list_of_members_is_found_by_a_scan_of_its_own() {
        shop.with("segments/e-listed.yaml", "type: static\nmembers: listed.csv\n")
                .with("listed.csv", "customer_id\n1\n");
        PlanSummary summary = summary();
        assertThat(summary.ownScans()).containsExactly("e-listed");
        assertThat(summary.segments().get(4)).isEqualTo(new Share("e-listed", 0, 0, 0, 0, 0, List.of(), List.of()));
    }
}
