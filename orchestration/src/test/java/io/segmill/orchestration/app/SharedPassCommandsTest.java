package io.segmill.orchestration.app;

import static io.segmill.orchestration.app.Shell.segmill;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.run.RunStatus;
import io.segmill.core.run.SharedCost;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskResult;
import io.segmill.orchestration.history.JdbcHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reading commands tell of segments that were evaluated in one pass, and of others in the same run. */
class SharedPassCommandsTest {
    private static final String RUN = "20260630T020000Z-0001";

    @TempDir
    static Path folder;

    private static String project;

    @BeforeAll
    static void a_night_with_a_shared_pass() {
        project = folder.resolve("shop").toString();
        assertThat(segmill("init", project).code()).isZero();
        Instant start = Instant.parse("2026-06-30T02:00:00Z");
        TaskName orders = TaskName.source("orders");
        TaskName lapsed = TaskName.segment("lapsed");
        TaskName regulars = TaskName.segment("regulars");
        TaskName winback = TaskName.segment("winback");
        try (JdbcHistory history = Shell.history(Path.of(project))) {
            history.begin(
                    RUN,
                    "run",
                    LocalDate.parse("2026-06-30"),
                    "project's hash",
                    Map.of(orders, "o", lapsed, "l", regulars, "r", winback, "w"),
                    start);
            Shell.refresh(history, RUN, orders, TaskResult.done(10_012, List.of()), start, start.plusMillis(65_000));
            Instant begin = start.plusMillis(65_000);
            Instant end = start.plusMillis(68_214);
            Shell.refresh(history, RUN, lapsed, shared(1_190, 0.125), begin, end);
            Shell.refresh(history, RUN, regulars, shared(3, 0.00004), begin, end);
            Shell.refresh(
                    history, RUN, winback, TaskResult.refreshed(2, 2, 0, List.of(), Optional.empty()), begin, end);
            history.ended(RUN, RunStatus.SUCCESSFUL, end);
        }
    }

    private static TaskResult shared(long members, double share) {
        return TaskResult.refreshed(
                members, members, 0, List.of(), Optional.of(new SharedCost(Duration.ofMillis(3_214), share)));
    }

    @Test
    void status_tells_the_pass_s_time_as_shared_and_each_share() {
        assertText("""
                run 1 (run, 20260630T020000Z-0001) as of 2026-06-30: Successful
                started 2026-06-30 02:00:00, ended 2026-06-30 02:01:08 (1 min 08 s)

                data sources  1 done
                segments      3 done

                task              status      reason    rows          time     share
                ----------------  ----------  ------  ------  ------------  --------
                source:orders     Successful          10,012    1 min 05 s
                segment:lapsed    Successful           1,190  3.2 s shared   12.50 %
                segment:regulars  Successful               3  3.2 s shared  < 0.01 %
                segment:winback   Successful               2         3.2 s
                """, "status");
    }

    @Test
    void status_tells_of_the_entire_workflow_likewise() {
        assertThat(inProject("status", "--entire-workflow")).endsWith("""

                        task              status      reason    rows          time     share  run   as of
                        ----------------  ----------  ------  ------  ------------  --------  ----  ----------
                        source:orders     Successful          10,012    1 min 05 s            this  2026-06-30
                        segment:lapsed    Successful           1,190  3.2 s shared   12.50 %  this  2026-06-30
                        segment:regulars  Successful               3  3.2 s shared  < 0.01 %  this  2026-06-30
                        segment:winback   Successful               2         3.2 s            this  2026-06-30
                        """);
    }

    @Test
    void status_of_one_task_tells_no_duration_of_its_own() {
        assertText("""
                segment:lapsed in run 1 as of 2026-06-30: Successful
                started     2026-06-30 02:01:05
                ended       2026-06-30 02:01:08
                processed   last on 2026-06-30 02:01:08
                cost        12.50 % of a shared pass of 3.2 s
                rows        1,190
                entered     1,190
                left        0
                definition  l
                """, "status", "--task", "lapsed");
        assertText("""
                segment:winback in run 1 as of 2026-06-30: Successful
                started     2026-06-30 02:01:05
                ended       2026-06-30 02:01:08 (3.2 s)
                processed   last on 2026-06-30 02:01:08
                rows        2
                entered     2
                left        0
                definition  w
                """, "status", "--task", "winback");
    }

    @Test
    void status_in_json() {
        assertText("""
                {
                  "run_id" : "20260630T020000Z-0001",
                  "as_of" : "2026-06-30",
                  "process" : "segments",
                  "task" : "segment:lapsed",
                  "status" : "Successful",
                  "reason" : null,
                  "started" : "2026-06-30T02:01:05Z",
                  "ended" : "2026-06-30T02:01:08.214Z",
                  "rows" : 1190,
                  "entered" : 1190,
                  "left" : 0,
                  "warnings" : [ ],
                  "error" : null,
                  "shared_pass_seconds" : 3.214,
                  "cost_share" : 0.125,
                  "details" : [ ],
                  "last_processed" : "2026-06-30T02:01:08.214Z"
                }
                """, "status", "--task", "lapsed", "--json");
        assertThat(inProject("status", "--json")).contains("""
                "task" : "segment:lapsed",
                "status" : "Successful",
                "reason" : null,
                "started" : "2026-06-30T02:01:05Z",
                "ended" : "2026-06-30T02:01:08.214Z",
                "rows" : 1190,
                "warnings" : [ ],
                "error" : null,
                "shared_pass_seconds" : 3.214,
                "cost_share" : 0.125
                """.indent(4));
    }

    @Test
    void segments_show_tells_the_share_in_the_last_refresh() {
        assertText("""
                segment lapsed: Lapsed customers
                  description     Spent 50 or more in all, but nothing within the last 90 days
                  file            segments/lapsed.yaml
                  type            dynamic
                  state           active
                  tags            sales, winback
                  columns         name, email
                  used by segment winback
                  status          Successful
                  members         1,190
                  change          +1,190
                  last refreshed  2026-06-30 02:01:08
                  cost            12.50 % of a shared pass of 3.2 s

                in words, as of 2026-06-30
                  customers for whom all of these hold:
                    - the sum of orders.amount is at least 50
                    - has no orders in the last 90 days (2026-04-02 to 2026-06-30)

                members by as-of date
                  1,190 |█
                        |█
                        |█
                        |█
                        |█
                        |█
                      0 +--
                         2026-06-30

                run                    as of       members  entered  left
                ---------------------  ----------  -------  -------  ----
                20260630T020000Z-0001  2026-06-30    1,190    1,190     0
                """, "segments", "show", "lapsed");
        assertThat(inProject("segments", "show", "lapsed", "--json")).contains("""
                "last_refreshed" : "2026-06-30T02:01:08.214Z",
                "shared_pass_seconds" : 3.214,
                "cost_share" : 0.125,
                "warnings" : [ ],
                """.indent(2));
    }

    private static void assertText(String expected, String... command) {
        assertThat(inProject(command)).isEqualTo(expected);
    }

    private static String inProject(String... command) {
        String[] whole = new String[command.length + 2];
        System.arraycopy(command, 0, whole, 2, command.length);
        whole[0] = "--project";
        whole[1] = project;
        return segmill(whole).out();
    }
}
