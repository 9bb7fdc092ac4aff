package io.segmill.orchestration.app;

import static io.segmill.orchestration.app.Shell.segmill;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.run.RunStatus;
import io.segmill.core.run.SkipReason;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskResult;
import io.segmill.core.run.TaskStatus;
import io.segmill.orchestration.app.Shell.Answer;
import io.segmill.orchestration.cli.print.Terminal;
import io.segmill.orchestration.history.JdbcHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reading commands over a history of two whole nights and a refresh that goes on. */
class ReadingCommandsTest {
    @TempDir
    static Path folder;

    private static String project;

    @BeforeAll
    static void two_nights_and_a_refresh() {
        project = folder.resolve("shop").toString();
        assertThat(segmill("init", project).code()).isZero();
        try (JdbcHistory history = Shell.history(Path.of(project))) {
            Instant first = Instant.parse("2026-06-29T02:00:00Z");
            begin(history, "20260629T020000Z-0001", "run", "2026-06-29", first, EVERYTHING);
            String run = "20260629T020000Z-0001";
            done(history, run, TaskName.source("customers"), TaskResult.done(8, List.of()), first, 1);
            done(history, run, TaskName.source("orders"), TaskResult.done(9_999, List.of()), first, 2);
            done(history, run, TaskName.source("visits"), TaskResult.done(7, List.of()), first, 2);
            done(history, run, TaskName.profile("customers"), TaskResult.done(8, List.of()), first, 3);
            done(history, run, TaskName.profile("orders"), TaskResult.done(9_999, List.of()), first, 3);
            done(history, run, TaskName.profile("visits"), TaskResult.done(7, List.of()), first, 3);
            done(
                    history,
                    run,
                    TaskName.segment("lapsed"),
                    TaskResult.refreshed(1_200, 1_200, 0, List.of(), Optional.empty()),
                    first,
                    4);
            done(
                    history,
                    run,
                    TaskName.segment("regulars"),
                    TaskResult.refreshed(2, 2, 0, List.of(), Optional.empty()),
                    first,
                    4);
            done(
                    history,
                    run,
                    TaskName.segment("winback"),
                    TaskResult.refreshed(2, 2, 0, List.of(), Optional.empty()),
                    first,
                    4);
            done(history, run, TaskName.export("mailing"), TaskResult.done(2, List.of()), first, 5);
            history.ended(run, RunStatus.SUCCESSFUL, first.plusSeconds(65));

            Instant second = Instant.parse("2026-06-30T02:00:00Z");
            run = "20260630T020000Z-0002";
            begin(history, run, "run", "2026-06-30", second, EVERYTHING);
            history.ended(run, TaskName.source("customers"), TaskResult.skipped(SkipReason.UNCHANGED), second);
            history.ended(run, TaskName.profile("customers"), TaskResult.skipped(SkipReason.UNCHANGED), second);
            done(
                    history,
                    run,
                    TaskName.source("orders"),
                    TaskResult.done(10_012, List.of("3 rows with a key that another row has too", "1 bad row")),
                    second,
                    2);
            done(
                    history,
                    run,
                    TaskName.source("visits"),
                    TaskResult.failed("no file matches data/visits-*.jsonl\nexpected at least one"),
                    second,
                    1);
            done(history, run, TaskName.profile("orders"), TaskResult.done(10_012, List.of()), second, 3);
            history.ended(
                    run, TaskName.profile("visits"), TaskResult.skipped(SkipReason.upstreamFailed("visits")), second);
            TaskName lapsed = TaskName.segment("lapsed");
            history.moved(run, lapsed, TaskStatus.QUEUED, second);
            history.moved(run, lapsed, TaskStatus.REFRESHING, second);
            history.reads(run, lapsed, Map.of("sources/orders", 7L, "sources/customers", 3L));
            history.ended(
                    run,
                    Map.of(lapsed, TaskResult.refreshed(1_190, 5, 15, List.of(), Optional.empty())),
                    Map.of("segments/members", 9L),
                    List.of(),
                    second.plusSeconds(4));
            done(
                    history,
                    run,
                    TaskName.segment("regulars"),
                    TaskResult.refreshed(3, 1, 0, List.of(), Optional.empty()),
                    second,
                    4);
            history.ended(
                    run, TaskName.segment("winback"), TaskResult.skipped(SkipReason.upstreamFailed("visits")), second);
            history.ended(
                    run, TaskName.export("mailing"), TaskResult.skipped(SkipReason.upstreamFailed("winback")), second);
            history.ended(run, RunStatus.FAILED, second.plusMillis(4_200));

            run = "20260630T020955Z-0003";
            Instant third = Instant.parse("2026-06-30T02:09:55Z");
            begin(history, run, "refresh", "2026-06-30", third, List.of(TaskName.segment("lapsed")));
            history.moved(run, TaskName.segment("lapsed"), TaskStatus.QUEUED, third);
            history.moved(run, TaskName.segment("lapsed"), TaskStatus.REFRESHING, third.plusSeconds(1));
        }
    }

    @Test
    void status_tells_the_latest_run() {
        assertText("""
                run 3 (refresh, 20260630T020955Z-0003) as of 2026-06-30: Running
                started 2026-06-30 02:09:55, 5.0 s ago

                segments      1 running

                task            status      reason  rows   time
                --------------  ----------  ------  ----  -----
                segment:lapsed  Refreshing                4.0 s
                """, "status");
    }

    @Test
    void status_tells_a_past_run_by_its_number() {
        assertText("""
                run 2 (run, 20260630T020000Z-0002) as of 2026-06-30: Failed
                started 2026-06-30 02:00:00, ended 2026-06-30 02:00:04 (4.2 s)

                data sources  1 done, 1 failed, 1 skipped (unchanged)
                profiling     1 done, 2 skipped (unchanged; upstream failed: visits)
                segments      2 done, 1 skipped (upstream failed: visits)
                exports       1 skipped (upstream failed: winback)

                task               status                   reason                                                     rows   time
                -----------------  -----------------------  -------------------------------------------------------  ------  -----
                source:customers   Skipped                  unchanged
                source:orders      Completed with warnings  3 rows with a key that another row has too (2 warnings)  10,012  2.0 s
                source:visits      Failed                   no file matches data/visits-*.jsonl                              1.0 s
                profile:customers  Skipped                  unchanged
                profile:orders     Successful                                                                        10,012  3.0 s
                profile:visits     Skipped                  upstream failed: visits
                segment:lapsed     Successful                                                                         1,190  4.0 s
                segment:regulars   Successful                                                                             3  4.0 s
                segment:winback    Skipped                  upstream failed: visits
                export:mailing     Skipped                  upstream failed: winback
                """, "status", "2");
    }

    @Test
    void status_tells_the_entire_workflow_as_it_last_ended() {
        assertText("""
                run 3 (refresh, 20260630T020955Z-0003) as of 2026-06-30: Running
                started 2026-06-30 02:09:55, 5.0 s ago

                data sources  1 done, 1 failed, 1 skipped (unchanged)
                profiling     1 done, 2 skipped (unchanged; upstream failed: visits)
                segments      1 done, 1 running, 1 skipped (upstream failed: visits)
                exports       1 skipped (upstream failed: winback)

                task               status                   reason                                                     rows   time  run                    as of
                -----------------  -----------------------  -------------------------------------------------------  ------  -----  ---------------------  ----------
                source:customers   Skipped                  unchanged                                                               20260630T020000Z-0002  2026-06-30
                source:orders      Completed with warnings  3 rows with a key that another row has too (2 warnings)  10,012  2.0 s  20260630T020000Z-0002  2026-06-30
                source:visits      Failed                   no file matches data/visits-*.jsonl                              1.0 s  20260630T020000Z-0002  2026-06-30
                profile:customers  Skipped                  unchanged                                                               20260630T020000Z-0002  2026-06-30
                profile:orders     Successful                                                                        10,012  3.0 s  20260630T020000Z-0002  2026-06-30
                profile:visits     Skipped                  upstream failed: visits                                                 20260630T020000Z-0002  2026-06-30
                segment:lapsed     Refreshing                                                                                4.0 s  this                   2026-06-30
                segment:regulars   Successful                                                                             3  4.0 s  20260630T020000Z-0002  2026-06-30
                segment:winback    Skipped                  upstream failed: visits                                                 20260630T020000Z-0002  2026-06-30
                export:mailing     Skipped                  upstream failed: winback                                                20260630T020000Z-0002  2026-06-30
                """, "status", "--entire-workflow");
    }

    @Test
    void status_tells_one_task_in_full() {
        assertText("""
                source:visits in run 2 as of 2026-06-30: Failed
                started     2026-06-30 02:00:00
                ended       2026-06-30 02:00:01 (1.0 s)
                processed   last on 2026-06-29 02:00:02
                definition  hash of source:visits
                error       no file matches data/visits-*.jsonl
                            expected at least one
                """, "status", "2", "--task", "source:visits");
        assertText("""
                segment:lapsed in run 2 as of 2026-06-30: Successful
                started     2026-06-30 02:00:00
                ended       2026-06-30 02:00:04 (4.0 s)
                processed   last on 2026-06-30 02:00:04
                rows        1,190
                entered     5
                left        15
                definition  hash of segment:lapsed
                read        sources/customers version 3
                read        sources/orders version 7
                wrote       segments/members version 9
                """, "status", "20260630T020000Z-0002", "--task", "lapsed");
    }

    @Test
    void status_in_json() {
        assertText("""
                {
                  "run_id" : "20260630T020955Z-0003",
                  "as_of" : "2026-06-30",
                  "status" : "Running",
                  "started" : "2026-06-30T02:09:55Z",
                  "ended" : null,
                  "tasks" : [ {
                    "process" : "segments",
                    "task" : "segment:lapsed",
                    "status" : "Refreshing",
                    "reason" : null,
                    "started" : "2026-06-30T02:09:56Z",
                    "ended" : null,
                    "rows" : null,
                    "warnings" : [ ],
                    "error" : null,
                    "shared_pass_seconds" : null,
                    "cost_share" : null
                  } ],
                  "missed_nights" : [ ]
                }
                """, "status", "--json");
    }

    @Test
    void runs_lists_the_newest_first() {
        assertText("""
                run  id                     kind     as of       status      started                    time
                ---  ---------------------  -------  ----------  ----------  -------------------  ----------
                  3  20260630T020955Z-0003  refresh  2026-06-30  Running     2026-06-30 02:09:55
                  2  20260630T020000Z-0002  run      2026-06-30  Failed      2026-06-30 02:00:00       4.2 s
                  1  20260629T020000Z-0001  run      2026-06-29  Successful  2026-06-29 02:00:00  1 min 05 s
                """, "runs");
        assertThat(segmill("runs", "--project", project, "--since", "2026-06-30", "--json")
                        .out())
                .isEqualTo("""
                        [ {
                          "run_id" : "20260630T020955Z-0003",
                          "number" : 3,
                          "kind" : "refresh",
                          "as_of" : "2026-06-30",
                          "status" : "Running",
                          "started" : "2026-06-30T02:09:55Z",
                          "ended" : null
                        }, {
                          "run_id" : "20260630T020000Z-0002",
                          "number" : 2,
                          "kind" : "run",
                          "as_of" : "2026-06-30",
                          "status" : "Failed",
                          "started" : "2026-06-30T02:00:00Z",
                          "ended" : "2026-06-30T02:00:04.200Z"
                        } ]
                        """);
        assertText("no run since 2026-07-01\n", "runs", "--since", "2026-07-01");
    }

    @Test
    void segments_lists_members_change_and_status() {
        assertText("""
                id        name              type     state   tags            members  change  status      reason                   last refreshed
                --------  ----------------  -------  ------  --------------  -------  ------  ----------  -----------------------  -------------------
                lapsed    Lapsed customers  dynamic  active  sales, winback    1,190     -10  Refreshing                           2026-06-30 02:00:04
                regulars  Regular buyers    dynamic  active  sales                 3      +1  Successful                           2026-06-30 02:00:04
                winback   Win back by mail  dynamic  active  winback               2      +2  Skipped     upstream failed: visits  2026-06-29 02:00:04
                """, "segments");
        assertThat(segmill("--project", project, "segments", "list").out())
                .isEqualTo(segmill("--project", project, "segments").out());
    }

    @Test
    void segments_can_be_chosen_and_ordered() {
        assertText("""
                id       members
                -------  -------
                winback        2
                lapsed     1,190
                """, "segments", "list", "--tag", "winback", "--columns", "id,members", "--sort", "members");
        // Also without `list`, although there is a command that is called members.
        assertText("""
                id
                -------
                winback
                lapsed
                """, "segments", "--tag", "winback", "--columns", "id", "--sort", "members");
        assertText("id\n--------\nregulars\n", "segments", "--search", "BUYERS", "--columns", "id");
        assertText("no segment\n", "segments", "--state", "inactive");
        assertText("no segment\n", "segments", "--type", "static");
        assertFails(
                2, "there is no column 'member'\nfix: did you mean 'members'?\n", "segments", "--columns", "id,member");
        assertFails(2, "there is no state 'activ'\nfix: did you mean 'active'?\n", "segments", "--state", "activ");
        assertFails(
                2,
                "there is no state 'activ'\nfix: did you mean 'active'?\n",
                "segments",
                "--tag",
                "nobody-has",
                "--state",
                "activ");
        assertText("no segment\n", "segments", "--state", "inactive", "list");
    }

    @Test
    void segments_in_json() {
        assertThat(segmill("segments", "--json", "--project", project, "--search", "winback")
                        .out())
                .isEqualTo("""
                        [ {
                          "id" : "winback",
                          "name" : "Win back by mail",
                          "type" : "dynamic",
                          "state" : "active",
                          "tags" : [ "winback" ],
                          "members" : 2,
                          "change" : 2,
                          "status" : "Skipped",
                          "reason" : "upstream failed: visits",
                          "last_refreshed" : "2026-06-29T02:00:04Z"
                        } ]
                        """);
    }

    @Test
    void segments_show_tells_where_one_is_used_and_how_it_went() {
        assertText("""
                segment lapsed: Lapsed customers
                  description     Spent 50 or more in all, but nothing within the last 90 days
                  file            segments/lapsed.yaml
                  type            dynamic
                  state           active
                  tags            sales, winback
                  columns         name, email
                  used by segment winback
                  status          Refreshing
                  members         1,190
                  change          -10
                  last refreshed  2026-06-30 02:00:04

                in words, as of 2026-06-30
                  customers for whom all of these hold:
                    - the sum of orders.amount is at least 50
                    - has no orders in the last 90 days (2026-04-02 to 2026-06-30)

                members by as-of date
                  1,200 |█ █
                        |█ █
                        |█ █
                        |█ █
                        |█ █
                        |█ █
                      0 +----
                         2026-06-29 to 2026-06-30

                run                    as of       members  entered  left
                ---------------------  ----------  -------  -------  ----
                20260629T020000Z-0001  2026-06-29    1,200    1,200     0
                20260630T020000Z-0002  2026-06-30    1,190        5    15
                """, "segments", "show", "lapsed");
        assertThat(segmill("--project", project, "segments", "show", "lapsed", "--until", "2026-06-29", "--json")
                        .out())
                .endsWith("""
                          "trend" : [ {
                            "as_of" : "2026-06-29",
                            "run_id" : "20260629T020000Z-0001",
                            "members" : 1200,
                            "entered" : 1200,
                            "left" : 0
                          } ],
                          "refreshes" : [ {
                            "as_of" : "2026-06-29",
                            "run_id" : "20260629T020000Z-0001",
                            "members" : 1200,
                            "entered" : 1200,
                            "left" : 0
                          } ],
                          "errors" : [ ],
                          "first" : [ ]
                        }
                        """);
        assertFails(
                2,
                "--until 2026-06-01 is before --since 2026-06-02\n",
                "segments",
                "show",
                "lapsed",
                "--since",
                "2026-06-02",
                "--until",
                "2026-06-01");
        assertFails(2, "there is no segment 'lapst'\nfix: did you mean 'lapsed'?\n", "segments", "show", "lapst");
    }

    @Test
    void sources_lists_and_shows() {
        assertText("""
                id         format  load    rows  status                   reason     last refreshed
                ---------  ------  ----  ------  -----------------------  ---------  -------------------
                customers  csv     full       8  Skipped                  unchanged  2026-06-29 02:00:01
                orders     csv     full  10,012  Completed with warnings             2026-06-30 02:00:02
                visits     json    full       7  Failed                              2026-06-29 02:00:02
                """, "sources");
        assertText("""
                source visits
                  format          json
                  path            %s/data/visits-*.jsonl
                  load            full
                  event time      visited_at
                  status          Failed
                  rows            7
                  last refreshed  2026-06-29 02:00:02
                  error           no file matches data/visits-*.jsonl
                                  expected at least one
                  relationship    visits.customer_id to customers.customer_id, as customers and visits

                column       type       in file  remarks
                -----------  ---------  -------  -------
                customer_id  bigint
                visited_at   timestamp
                page         string
                """.formatted(project), "sources", "show", "visits");
        assertFails(2, "there is no source 'order'\nfix: did you mean 'orders'?\n", "sources", "show", "order");
    }

    @Test
    void exports_lists_groups_and_shows() {
        assertText("""
                id       name     segments  held  rows  status   reason                    last refreshed
                -------  -------  --------  ----  ----  -------  ------------------------  -------------------
                mailing  Mailing  winback            2  Skipped  upstream failed: winback  2026-06-29 02:00:05
                """, "exports");
        assertText("""
                with segment lapsed
                none

                without segment lapsed
                id       name     segments  held  rows  status   reason                    last refreshed
                -------  -------  --------  ----  ----  -------  ------------------------  -------------------
                mailing  Mailing  winback            2  Skipped  upstream failed: winback  2026-06-29 02:00:05
                """, "exports", "--segment", "lapsed");
        assertText("""
                export mailing: Mailing
                  file            exports/mailing.yaml
                  segments        winback
                  columns         name, email
                  content         members
                  to              %s/outbox/mailing
                  status          Skipped (upstream failed: winback)
                  rows            2
                  last refreshed  2026-06-29 02:00:05
                """.formatted(project), "exports", "show", "mailing");
    }

    @Test
    void what_is_not_there_is_told_with_the_nearest_name() {
        assertFails(2, "there is no run '17'\nfix: `segmill runs` lists the runs\n", "status", "17");
        assertFails(
                2,
                "run 2 has no task 'segment:wnback'\nfix: did you mean 'segment:winback'?\n",
                "status",
                "2",
                "--task",
                "segment:wnback");
        assertFails(
                2,
                "run 2 has several tasks 'orders'\nfix: one of: source:orders, profile:orders\n",
                "status",
                "2",
                "--task",
                "orders");
        Answer json = segmill("--project", project, "status", "17", "--json");
        assertThat(json).isEqualTo(new Answer(2, """
                        {
                          "error" : {
                            "code" : "USER",
                            "message" : "there is no run '17'\\nfix: `segmill runs` lists the runs"
                          }
                        }
                        """, ""));
    }

    @Test
    void statuses_are_coloured_for_people_only() {
        String[] command = {"--project", project, "exports"};
        assertThat(segmill(Map.of(), Terminal.Kind.INTERACTIVE, command).out())
                .contains("\u001b[90mSkipped\u001b[0m  upstream failed: winback");
        assertThat(segmill(Map.of("NO_COLOR", "1"), Terminal.Kind.INTERACTIVE, command)
                        .out())
                .isEqualTo(segmill(command).out())
                .doesNotContain("\u001b");
    }

    @Test
    void before_the_first_run_there_is_nothing_to_tell_and_nothing_is_made() {
        String fresh = folder.resolve("fresh").toString();
        segmill("init", fresh);
        assertThat(segmill("status", "--project", fresh)).isEqualTo(new Answer(0, "no run yet\n", ""));
        assertThat(segmill("status", "--task", "lapsed", "--project", fresh))
                .isEqualTo(new Answer(2, "", "there is no task 'lapsed' to tell of: nothing ran yet\n"));
        assertThat(segmill("cancel", "7", "--project", fresh))
                .isEqualTo(new Answer(2, "", "there is no run '7': nothing ran yet\n"));
        assertThat(segmill("runs", "--project", fresh, "--json")).isEqualTo(new Answer(0, "[ ]\n", ""));
        assertThat(segmill("exports", "--project", fresh).out()).isEqualTo("""
                        id       name     segments  held  rows  status       reason  last refreshed
                        -------  -------  --------  ----  ----  -----------  ------  --------------
                        mailing  Mailing  winback               Not started
                        """);
        assertThat(Files.exists(Path.of(fresh, "warehouse"))).isFalse();
    }

    private static final List<TaskName> EVERYTHING = List.of(
            TaskName.source("customers"),
            TaskName.source("orders"),
            TaskName.source("visits"),
            TaskName.profile("customers"),
            TaskName.profile("orders"),
            TaskName.profile("visits"),
            TaskName.segment("lapsed"),
            TaskName.segment("regulars"),
            TaskName.segment("winback"),
            TaskName.export("mailing"));

    private static void begin(
            JdbcHistory history, String runId, String kind, String asOf, Instant started, List<TaskName> tasks) {
        Map<TaskName, String> hashes = new LinkedHashMap<>();
        tasks.forEach(task -> hashes.put(task, "hash of " + task));
        history.begin(runId, kind, LocalDate.parse(asOf), "project's hash", hashes, started);
    }

    private static void done(
            JdbcHistory history, String run, TaskName task, TaskResult result, Instant started, int seconds) {
        Shell.refresh(history, run, task, result, started, started.plusSeconds(seconds));
    }

    @Test
    void a_definition_is_explained_before_anything_is_published() {
        assertText("""
                segment regulars: Regular buyers
                  Ordered at least twice within the last 180 days

                in words, as of 2026-06-30
                  customers for whom this holds:
                    - the number of orders in the last 180 days (2026-01-02 to 2026-06-30) is at least 2

                nothing is published yet: the query can be shown after the first `segmill run`
                """, "segments", "explain", "regulars");
        assertFails(
                2, "there is no segment 'regular'\nfix: did you mean 'regulars'?\n", "segments", "explain", "regular");
        assertFails(2, "name a segment or --all\n", "segments", "explain");
        assertFails(
                2,
                "--plan shows the query of one segment: name it instead of --all\n",
                "segments",
                "explain",
                "--all",
                "--plan");
        assertFails(
                2,
                "nothing is published yet\nfix: run `segmill run` first\n",
                "segments",
                "explain",
                "regulars",
                "--customer",
                "1");
    }

    private static void assertText(String expected, String... command) {
        assertThat(inProject(command)).isEqualTo(new Answer(0, expected, ""));
    }

    private static void assertFails(int code, String message, String... command) {
        assertThat(inProject(command)).isEqualTo(new Answer(code, "", message));
    }

    private static Answer inProject(String... command) {
        String[] whole = new String[command.length + 2];
        System.arraycopy(command, 0, whole, 0, command.length);
        whole[command.length] = "--project";
        whole[command.length + 1] = project;
        return segmill(whole);
    }
}
