package io.segmill.orchestration.app;

import static io.segmill.orchestration.app.Shell.segmill;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.orchestration.app.Shell.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shared plan as people and programs read it; nothing is published, and Spark is not started. */
class ExplainAllTest {
    @TempDir
    Path folder;

    private Path project;

    @BeforeEach
    void a_bookshop() throws IOException {
        project = folder.resolve("shop");
        assertThat(segmill("init", project.toString()).code()).isZero();
        segment("best", """
                where: {attribute: newsletter, is: true}
                limit: {top: 2, by: {sum: orders.amount}}
                """);
        segment("best-by-mail", "where: {all: [{member-of: best}, {member-of: winback}]}\n");
        segment("closed", "state: inactive\nwhere: {everyone: true}\n");
        segment("fixed", "type: static\nwhere: {has: orders}\n");
        segment("on-closed", "where: {not: {member-of: closed}}\n");
        segment("on-fixed", "where: {member-of: fixed}\n");
        segment("on-on-closed", "where: {member-of: on-closed}\n");
    }

    private void segment(String id, String text) throws IOException {
        Files.writeString(project.resolve("segments").resolve(id + ".yaml"), text);
    }

    private Answer explain(String... more) {
        List<String> command =
                new ArrayList<>(List.of("segments", "explain", "--all", "--project", project.toString()));
        command.addAll(List.of(more));
        return segmill(command.toArray(String[]::new));
    }

    @Test
    void all_segments_are_one_pass_in_which_each_thing_is_done_once() {
        assertThat(explain()).isEqualTo(new Answer(0, """
                one pass for 6 of 10 segments, as of 2026-06-30
                segments with a scan of their own: none

                sources, one scan for all segments; below each what is joined to its rows
                source     columns  read as    rows
                ---------  -------  ---------  -----------------------------
                customers   2 of 6  customers  all
                orders      3 of 4  orders     up to 2026-06-30, undated too
                visits      3 of 3  visits     2026-05-02 to 2026-06-30

                aggregates over related rows
                rows    for each  filters  aggregates  asked for  segments
                ------  --------  -------  ----------  ---------  --------
                orders  customer        3           3          4         3
                visits  customer        1           1          1         1
                kept for each customer: 4 words of 64 bits

                segments  shared filter of rows
                --------  ---------------------
                       2  orders

                segments  shared aggregate
                --------  ------------------------
                       2  the sum of orders.amount

                columns of customers: 1 different of 2 asked for, 1 shared

                segments  shared column
                --------  -------------
                       2  newsletter

                conditions: 5 different of 6 asked for, 1 shared
                boolean graph: 11 nodes, of these 5 conditions, 4 combinations, 2 lists of members

                segments  shared condition
                --------  ------------------
                       2  newsletter is true

                stages: 2, each after the limits and expansions that it waits for
                stage  segments  after
                -----  --------  -----
                    0         4
                    1         2  best

                segments
                segment       conditions  shared  aggregates  shared  refers to      stage  waits for
                ------------  ----------  ------  ----------  ------  -------------  -----  ---------
                best                   1       1           1       1                     1  itself
                lapsed                 2       0           2       1                     0
                on-fixed               0       0           0       0  fixed              0
                regulars               1       0           1       0                     0
                winback                2       1           1       0  lapsed             0
                best-by-mail           0       0           0       0  best, winback      1  best

                not in the pass
                segment       reason
                ------------  -------------------------
                closed        inactive
                fixed         static
                on-closed     upstream inactive: closed
                on-on-closed  upstream inactive: closed
                """, ""));
    }

    @Test
    void programs_read_the_same() throws IOException {
        Answer answer = explain("--json");
        assertThat(answer.code()).isZero();
        JsonNode document = new ObjectMapper().readTree(answer.out());
        assertThat(document.at("/plan/as_of").textValue()).isEqualTo("2026-06-30");
        assertThat(document.at("/plan/scans/1").toString()).isEqualTo("""
                {"source":"orders","paths":["orders"],"for_each":null,"columns":["amount","customer_id","ordered_on"],\
                "of":4,"days":{"from":null,"to":"2026-06-30","undated":true},"joined":[]}""");
        assertThat(document.at("/plan/conditions/0").toString()).isEqualTo("""
                {"what":"newsletter is true","segments":["best","winback"],"shared":true}""");
        assertThat(document.at("/plan/graph").toString()).isEqualTo("""
                {"nodes":11,"tests":5,"combinations":4,"lists":2}""");
        assertThat(document.at("/plan/stages/1").toString()).isEqualTo("""
                {"stage":1,"segments":["best","best-by-mail"],"limits":["best"]}""");
        assertThat(document.at("/plan/segments/4").toString()).isEqualTo("""
                {"segment":"winback","conditions":2,"shared_conditions":1,"aggregates":1,"shared_aggregates":0,\
                "stage":0,"refers_to":["lapsed"],"waits_for":[]}""");
        assertThat(document.at("/plan/own_scans").toString()).isEqualTo("[]");
        assertThat(document.at("/skipped/2").toString()).isEqualTo("""
                {"segment":"on-closed","reason":"upstream inactive: closed"}""");
    }

    @Test
    void only_what_most_segments_share_is_shown() throws IOException {
        for (int number = 10; number < 22; number++) {
            for (String twin : List.of("a", "b")) {
                segment(twin + number, "where: {attribute: city, is: c" + number + "}\n");
            }
        }
        assertThat(explain().out())
                .contains("""
                conditions: 17 different of 30 asked for, 13 shared
                boolean graph: 23 nodes, of these 17 conditions, 4 combinations, 2 lists of members

                segments  shared condition
                --------  ----------------
                       2  city is c10
                """)
                .contains("       2  city is c19\n… and 3 more, with --json\n")
                .doesNotContain("city is c20");
    }

    @Test
    void what_is_joined_to_rows_stands_below_them() throws IOException {
        segment("berlin", "where: {has: orders, where: {attribute: customers.city, is: Berlin}}\n");
        assertThat(explain().out()).contains("""
                source       columns  read as      rows
                -----------  -------  -----------  -----------------------------
                customers     2 of 6  customers    all
                orders        3 of 4  orders       up to 2026-06-30, undated too
                  customers   2 of 6    customers
                visits        3 of 3  visits       2026-05-02 to 2026-06-30
                in several places: customers (2)
                """);
    }

    @Test
    void a_project_whose_segments_are_all_switched_off_has_no_pass() throws IOException {
        try (var files = Files.list(project.resolve("segments"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (var files = Files.list(project.resolve("exports"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        segment("closed", "state: inactive\nwhere: {everyone: true}\n");
        assertThat(explain()).isEqualTo(new Answer(0, """
                one pass for 0 of 1 segment, as of 2026-06-30

                not in the pass
                segment  reason
                -------  --------
                closed   inactive
                """, ""));
    }
}
