package io.segmill.orchestration.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.segmill.core.project.Settings;
import io.segmill.core.run.Exported;
import io.segmill.core.run.Holds;
import io.segmill.core.run.LoadedFile;
import io.segmill.core.run.Process;
import io.segmill.core.run.RunRecord;
import io.segmill.core.run.RunStatus;
import io.segmill.core.run.SharedCost;
import io.segmill.core.run.SkipReason;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskRecord;
import io.segmill.core.run.TaskResult;
import io.segmill.core.run.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ParameterizedClass
@EnumSource
class JdbcHistoryTest {
    private static final TaskName ORDERS = TaskName.source("orders");
    private static final TaskName ORDERS_PROFILE = TaskName.profile("orders");
    private static final TaskName VIP = TaskName.segment("vip");
    private static final TaskName CRM = TaskName.export("crm");
    private static final LocalDate AS_OF = LocalDate.parse("2026-06-30");

    @Parameter
    TestDatabase kind;

    @TempDir
    Path folder;

    private Settings settings;
    private HistoryDatabase database;
    private JdbcHistory history;

    @BeforeEach
    void open() {
        settings = LockHoldingProcess.settings("/projects/shop/warehouse", kind.withTables(folder));
        database = HistoryDatabase.open(settings);
        history = new JdbcHistory(database);
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void a_run_begins_with_all_its_tasks_not_started() {
        RunRecord run = history.begin("r1", "run", AS_OF, "hash", Map.of(VIP, "v1", ORDERS, "o1"), at(0));

        assertThat(run.runId()).isEqualTo("r1");
        assertThat(run.number()).isEqualTo(1);
        assertThat(run.kind()).isEqualTo("run");
        assertThat(run.asOf()).isEqualTo(AS_OF);
        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(run.projectHash()).isEqualTo("hash");
        assertThat(run.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(run.started()).isEqualTo(at(0));
        assertThat(run.ended()).isEmpty();
        assertThat(run.lastBeat())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(history.tasks("r1")).containsExactly(notStarted(ORDERS, "o1"), notStarted(VIP, "v1"));
    }

    @Test
    void of_an_export_and_segment_the_two_newest_as_of_dates_are_remembered() {
        Exported first = exported("vip", "2026-06-01", "r1", 10, at(1));
        Exported second = exported("vip", "2026-06-02", "r2", 20, at(2));
        Exported again = exported("vip", "2026-06-02", "r3", 21, at(3));
        Exported other = exported("all", "2026-06-02", "r3", 99, at(3));
        Exported earlier = exported("vip", "2026-05-31", "r4", 30, at(4));
        history.exported(List.of(first));
        history.exported(List.of(second));
        history.exported(List.of(other, again));

        assertThat(history.exported()).containsExactly(first, other, again);
        assertThat(before("2026-06-03")).contains(again);
        assertThat(before("2026-06-02"))
                .as("a second run of a day repeats its changes")
                .contains(first);
        assertThat(Exported.before(AS_OF, "ads", "vip", history.exported())).isEmpty();

        history.exported(List.of(earlier));
        assertThat(history.exported()).containsExactly(other, again, earlier);
        assertThat(before("2026-06-03")).as("success counts, not the date").contains(earlier);
        assertThat(before("2026-05-31")).contains(again);
    }

    private Optional<Exported> before(String asOf) {
        return Exported.before(LocalDate.parse(asOf), "crm", "vip", history.exported());
    }

    private static Exported exported(String segment, String asOf, String runId, long members, Instant at) {
        return new Exported("crm", segment, LocalDate.parse(asOf), runId, runId, members, at);
    }

    @Test
    void a_release_is_of_one_export_segment_and_refresh() {
        Holds.Release vip = new Holds.Release("crm", "vip", "r1");
        Holds.Release later = new Holds.Release("crm", "vip", "r2");
        Holds.Release all = new Holds.Release("crm", "all", "r1");
        history.release(vip);
        history.release(vip);
        history.release(all);
        assertThat(history.releases()).containsExactlyInAnyOrder(vip, all);
        history.release(later);
        assertThat(history.releases()).containsExactlyInAnyOrder(later, all);
    }

    @Test
    void a_task_goes_from_queued_over_refreshing_to_its_end_and_every_step_is_an_event() {
        begin("r1", ORDERS);
        history.moved("r1", ORDERS, TaskStatus.QUEUED, at(1));
        history.moved("r1", ORDERS, TaskStatus.REFRESHING, at(2));
        history.ended("r1", ORDERS, TaskResult.done(5000, List.of("two rows with key 7", "\"quoted\" – ☃")), at(3));

        TaskRecord orders = history.tasks("r1").get(0);
        assertThat(orders.status()).isEqualTo(TaskStatus.COMPLETED_WITH_WARNINGS);
        assertThat(orders.started()).contains(at(2));
        assertThat(orders.ended()).contains(at(3));
        assertThat(orders.rows()).hasValue(5000);
        assertThat(orders.warnings()).containsExactly("two rows with key 7", "\"quoted\" – ☃");
        assertThat(events("r1", ORDERS))
                .containsExactly("Not started", "Queued", "Refreshing", "Completed with warnings");
    }

    @Test
    void a_segment_keeps_its_members_and_what_entered_and_left() {
        begin("r1", VIP);
        refresh("r1", VIP, TaskResult.refreshed(120, 30, 10, List.of(), Optional.empty()), at(5));

        TaskRecord vip = history.tasks("r1").get(0);
        assertThat(vip.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(vip.rows()).hasValue(120);
        assertThat(vip.entered()).hasValue(30);
        assertThat(vip.left()).hasValue(10);
        assertThat(vip.sharedCost()).isEmpty();
    }

    @Test
    void a_segment_of_a_shared_pass_keeps_the_pass_s_time_and_its_share_of_the_cost() {
        SharedCost cost = new SharedCost(Duration.ofNanos(3_214_567_891L), 0.1 / 3);
        begin("r1", VIP);
        history.moved("r1", VIP, TaskStatus.QUEUED, at(1));
        history.moved("r1", VIP, TaskStatus.REFRESHING, at(2));
        history.ended("r1", VIP, TaskResult.refreshed(120, 30, 10, List.of(), Optional.of(cost)), at(5));

        TaskRecord vip = history.tasks("r1").get(0);
        assertThat(vip.started()).contains(at(2));
        assertThat(vip.ended()).contains(at(5));
        assertThat(vip.sharedCost()).contains(new SharedCost(Duration.ofNanos(3_214_567_000L), 0.1 / 3));
        assertThat(history.newestSuccess(Process.SEGMENTS)).containsExactly(Map.entry("vip", vip));
        assertThat(history.successes(VIP, Instant.EPOCH)).containsExactly(vip);
    }

    @Test
    void a_skip_keeps_its_reason_and_a_failure_its_whole_message() {
        String message = "x".repeat(100_000) + "\nsecond line";
        begin("r1", ORDERS, VIP);
        history.ended("r1", ORDERS, TaskResult.failed(message), at(1));
        history.ended("r1", VIP, TaskResult.skipped(SkipReason.upstreamFailed("orders")), at(2));

        assertThat(history.tasks("r1"))
                .extracting(TaskRecord::status, TaskRecord::reason, TaskRecord::error)
                .containsExactly(
                        tuple(TaskStatus.FAILED, Optional.empty(), Optional.of(message)),
                        tuple(TaskStatus.SKIPPED, Optional.of("upstream failed: orders"), Optional.empty()));
    }

    @Test
    void an_arrow_that_there_is_not_changes_nothing() {
        begin("r1", ORDERS, VIP);

        assertThatThrownBy(() -> history.ended("r1", ORDERS, TaskResult.done(1, List.of()), at(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("source:orders is Not started and cannot become Successful (run r1)");
        history.moved("r1", VIP, TaskStatus.QUEUED, at(1));
        assertThatThrownBy(() -> history.moved("r1", List.of(ORDERS, VIP), TaskStatus.QUEUED, at(2)))
                .hasMessage("segment:vip is Queued and cannot become Queued (run r1)");
        assertThatThrownBy(() -> history.moved("r1", CRM, TaskStatus.QUEUED, at(2)))
                .hasMessage("no task export:crm in run r1");
        assertThatThrownBy(() -> history.moved("r1", ORDERS, TaskStatus.FAILED, at(2)))
                .hasMessage("a task does not move on to Failed");

        assertThat(events("r1", ORDERS)).containsExactly("Not started");
        assertThat(events("r1", VIP)).containsExactly("Not started", "Queued");
        assertThat(history.tasks("r1").get(0).status()).isEqualTo(TaskStatus.NOT_STARTED);
    }

    @Test
    void what_a_task_reads_writes_and_loads_is_kept_beside_it() {
        LoadedFile file = new LoadedFile("orders", "/in/a.csv", 7, at(-9), 5, "r1");
        begin("r1", ORDERS, VIP);
        history.moved("r1", List.of(ORDERS, VIP), TaskStatus.QUEUED, at(1));
        history.moved("r1", List.of(ORDERS, VIP), TaskStatus.REFRESHING, at(1));
        history.reads("r1", VIP, Map.of("sources/orders", 12L));
        history.ended(
                "r1",
                Map.of(ORDERS, TaskResult.done(5, List.of())),
                Map.of("sources/orders", 13L),
                List.of(file),
                at(2));
        history.ended(
                "r1",
                Map.of(VIP, TaskResult.refreshed(1, 1, 0, List.of(), Optional.empty())),
                Map.of("segments/members", 4L),
                List.of(),
                at(3));

        assertThat(history.tasks("r1"))
                .extracting(TaskRecord::inputVersions, TaskRecord::outputVersions)
                .containsExactly(
                        tuple(Map.of(), Map.of("sources/orders", 13L)),
                        tuple(Map.of("sources/orders", 12L), Map.of("segments/members", 4L)));
        assertThat(history.files("r1")).containsExactly(file);
        assertThatThrownBy(() -> history.reads("r1", CRM, Map.of())).hasMessage("no task export:crm in run r1");
    }

    @Test
    void a_run_that_is_taken_up_keeps_what_is_done_and_begins_the_rest_anew_as_its_next_attempt() {
        begin("r0", VIP);
        refresh("r0", VIP, TaskResult.refreshed(1, 1, 0, List.of(), Optional.empty()), at(1));
        history.ended("r0", RunStatus.SUCCESSFUL, at(2));
        begin("r1", ORDERS, VIP);
        history.moved("r1", ORDERS, TaskStatus.QUEUED, at(3));
        history.moved("r1", ORDERS, TaskStatus.REFRESHING, at(3));
        history.ended("r1", ORDERS, TaskResult.done(5, List.of("late")), at(4));
        history.ended("r1", VIP, TaskResult.failed("no"), at(5));
        assertThatThrownBy(() -> history.takeUp("r1", "hash", Map.of(VIP, "v2"), Set.of(), at(6)))
                .hasMessage("run r1 has not ended and cannot be taken up");
        history.askToStop("r1");
        assertThat(history.isAskedToStop("r1")).isTrue();
        history.ended("r1", RunStatus.CANCELED, at(6));

        RunRecord again = history.takeUp("r1", "hash", Map.of(VIP, "v2"), Set.of(), at(7));

        assertThat(again.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(again.number()).isEqualTo(2);
        assertThat(again.started()).isEqualTo(at(0));
        assertThat(again.ended()).isEmpty();
        assertThat(history.attempt("r1")).isEqualTo(2);
        assertThat(history.isAskedToStop("r1")).isFalse();
        assertThat(history.tasks("r1"))
                .extracting(TaskRecord::status, TaskRecord::error, TaskRecord::definitionHash)
                .containsExactly(
                        tuple(TaskStatus.COMPLETED_WITH_WARNINGS, Optional.empty(), "hash"),
                        tuple(TaskStatus.NOT_STARTED, Optional.empty(), "v2"));
        assertThat(events("r1", VIP)).containsExactly("Not started", "Failed", "Not started");
        assertThat(history.newest(Process.SEGMENTS).get("vip").runId()).isEqualTo("r0");
        assertThat(history.newestSuccess(Process.SEGMENTS).get("vip").runId()).isEqualTo("r0");
        refresh("r1", VIP, TaskResult.refreshed(2, 1, 0, List.of(), Optional.empty()), at(8));
        history.ended("r1", RunStatus.SUCCESSFUL, at(9));
        assertThat(history.newestSuccess(Process.SEGMENTS).get("vip").rows()).hasValue(2);
    }

    @Test
    void a_run_whose_attempts_had_different_files_is_of_none() {
        begin("r1", ORDERS);
        String files = history.latest().orElseThrow().projectHash();
        history.ended("r1", RunStatus.FAILED, at(1));
        assertThat(history.takeUp("r1", files, Map.of(ORDERS, "o"), Set.of(), at(2))
                        .projectHash())
                .isEqualTo(files);
        history.ended("r1", RunStatus.FAILED, at(3));
        assertThat(history.takeUp("r1", "other", Map.of(ORDERS, "o"), Set.of(), at(4))
                        .projectHash())
                .isEmpty();
        history.ended("r1", RunStatus.FAILED, at(5));
        assertThat(history.takeUp("r1", files, Map.of(ORDERS, "o"), Set.of(), at(6))
                        .projectHash())
                .isEmpty();
    }

    @Test
    void a_run_ends_once() {
        begin("r1", ORDERS);
        history.ended("r1", RunStatus.FAILED, at(9));

        RunRecord run = history.latest().orElseThrow();
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.ended()).contains(at(9));
        assertThat(history.open()).isEmpty();
        assertThatThrownBy(() -> history.ended("r1", RunStatus.SUCCESSFUL, at(10)))
                .hasMessage("run r1 is not Running and cannot become Successful");
        assertThatThrownBy(() -> history.ended("r1", RunStatus.RUNNING, at(10)))
                .hasMessage("a run does not end as Running");
    }

    @Test
    void a_run_whose_process_died_is_closed_and_its_open_tasks_fail() {
        begin("r1", ORDERS, ORDERS_PROFILE, VIP, CRM);
        refresh("r1", ORDERS, TaskResult.done(1, List.of()), at(1));
        history.moved("r1", ORDERS_PROFILE, TaskStatus.QUEUED, at(2));
        history.moved("r1", VIP, TaskStatus.QUEUED, at(2));
        history.moved("r1", VIP, TaskStatus.REFRESHING, at(3));
        assertThat(history.open()).extracting(RunRecord::runId).containsExactly("r1");

        history.interrupted("r1", "process ended", at(60));

        assertThat(history.open()).isEmpty();
        assertThat(history.latest().orElseThrow().status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(history.tasks("r1"))
                .extracting(task -> task.task() + " " + task.status().title() + " "
                        + task.error().orElse("-"))
                .containsExactly(
                        "source:orders Successful -",
                        "profile:orders Failed process ended",
                        "segment:vip Failed process ended",
                        "export:crm Failed process ended");
    }

    @Test
    void runs_are_found_by_id_by_number_and_by_time() {
        begin("20260629T020000Z-0001", ORDERS);
        history.begin("20260630T020000Z-0002", "refresh", AS_OF, "hash", Map.of(), at(86_400));

        assertThat(history.latest()).map(RunRecord::number).contains(2L);
        assertThat(history.run("1")).map(RunRecord::runId).contains("20260629T020000Z-0001");
        assertThat(history.run("20260630T020000Z-0002")).map(RunRecord::kind).contains("refresh");
        assertThat(history.run("3")).isEmpty();
        assertThat(history.run("99999999999999999999")).isEmpty();
        assertThat(history.run("nothing")).isEmpty();
        assertThat(history.runs(Instant.EPOCH)).extracting(RunRecord::number).containsExactly(2L, 1L);
        assertThat(history.runs(at(86_400))).extracting(RunRecord::number).containsExactly(2L);
        assertThat(history.runs(at(86_401))).isEmpty();
    }

    @Test
    void the_newest_end_and_the_newest_success_of_a_task_are_told_apart() {
        begin("r1", VIP, ORDERS);
        refresh("r1", VIP, TaskResult.refreshed(10, 10, 0, List.of(), Optional.empty()), at(1));
        refresh("r1", ORDERS, TaskResult.done(77, List.of()), at(1));
        begin("r2", VIP);
        refresh("r2", VIP, TaskResult.refreshed(12, 2, 0, List.of("many entered"), Optional.empty()), at(2));
        begin("r3", VIP);
        history.ended("r3", VIP, TaskResult.failed("no disk"), at(3));
        begin("r4", VIP);

        assertThat(history.newest(Process.SEGMENTS)).containsOnlyKeys("vip");
        assertThat(history.newest(Process.SEGMENTS).get("vip").runId()).isEqualTo("r3");
        assertThat(history.newestSuccess(Process.SEGMENTS).get("vip").runId()).isEqualTo("r2");
        assertThat(history.newestSuccess(Process.SEGMENTS).get("vip").asOf()).isEqualTo(AS_OF);
        assertThat(history.newest(Process.DATA_SOURCES).get("orders").rows()).hasValue(77);
        assertThat(history.newest(Process.EXPORTS)).isEmpty();
        assertThat(history.successes(VIP, Instant.EPOCH))
                .extracting(TaskRecord::runId)
                .containsExactly("r1", "r2");
        assertThat(history.successes(VIP, at(2))).extracting(TaskRecord::runId).containsExactly("r2");
    }

    @Test
    void a_beat_is_told_in_the_database_s_time() {
        begin("r1", ORDERS);
        Instant before = history.latest().orElseThrow().lastBeat();
        history.beat("r1");
        assertThat(history.latest().orElseThrow().lastBeat()).isAfter(before);
    }

    @Test
    void a_status_is_seen_by_others_while_the_caller_s_own_transaction_is_open() {
        begin("r1", ORDERS);
        TransactionTemplate step = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        step.executeWithoutResult(status -> {
            history.moved("r1", ORDERS, TaskStatus.QUEUED, at(1));
            status.setRollbackOnly();
        });
        assertThat(history.tasks("r1").get(0).status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void runs_that_begin_together_have_different_numbers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<RunRecord>> begins = IntStream.rangeClosed(1, 8)
                    .<Callable<RunRecord>>mapToObj(
                            i -> () -> history.begin("r" + i, "run", AS_OF, "hash", Map.of(ORDERS, "o"), at(i)))
                    .toList();
            List<Long> numbers = threads.invokeAll(begins).stream()
                    .map(JdbcHistoryTest::number)
                    .toList();
            assertThat(numbers).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void five_thousand_tasks_are_no_matter() {
        Map<TaskName, String> tasks = new LinkedHashMap<>();
        Map<TaskName, TaskResult> results = new LinkedHashMap<>();
        for (int i = 0; i < 5000; i++) {
            tasks.put(TaskName.segment("s" + i), "hash");
            results.put(TaskName.segment("s" + i), TaskResult.refreshed(i, 1, 0, List.of(), Optional.empty()));
        }
        long start = System.nanoTime();
        for (int run = 0; run < 2; run++) {
            history.begin("r" + run, "run", AS_OF, "hash", tasks, at(run));
            history.moved("r" + run, tasks.keySet(), TaskStatus.QUEUED, at(run));
            history.moved("r" + run, tasks.keySet(), TaskStatus.REFRESHING, at(run));
            history.ended("r" + run, results, at(run));
        }
        assertThat(history.newestSuccess(Process.SEGMENTS)).hasSize(5000);
        assertThat(history.newest(Process.SEGMENTS).get("s4999").runId()).isEqualTo("r1");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void the_history_outlives_its_process() {
        begin("r1", ORDERS);
        refresh("r1", ORDERS, TaskResult.done(3, List.of()), at(1));
        history.close();

        try (JdbcHistory again =
                new JdbcHistory(HistoryDatabase.openIfPresent(settings).orElseThrow())) {
            assertThat(again.tasks("r1").get(0).rows()).hasValue(3);
            assertThat(again.begin("r2", "run", AS_OF, "hash", Map.of(), at(2)).number())
                    .isEqualTo(2);
        }
    }

    @Test
    void projects_that_share_a_database_do_not_see_each_other() {
        begin("r1", VIP);
        refresh("r1", VIP, TaskResult.refreshed(120, 30, 10, List.of(), Optional.empty()), at(1));
        Settings elsewhere = LockHoldingProcess.settings("/projects/other/warehouse", settings.history());
        try (JdbcHistory other = new JdbcHistory(HistoryDatabase.open(elsewhere))) {
            assertThat(other.open()).isEmpty();
            assertThat(other.latest()).isEmpty();
            assertThat(other.run("r1")).isEmpty();
            assertThat(other.runs(Instant.EPOCH)).isEmpty();
            assertThat(other.newestSuccess(Process.SEGMENTS)).isEmpty();
            assertThat(other.successes(VIP, Instant.EPOCH)).isEmpty();

            RunRecord theirs = other.begin("r2", "run", AS_OF, "hash", Map.of(VIP, "v1"), at(2));

            assertThat(theirs.number()).isEqualTo(1);
            assertThat(other.open()).extracting(RunRecord::runId).containsExactly("r2");
            assertThat(history.open()).extracting(RunRecord::runId).containsExactly("r1");
            assertThat(history.run("1")).map(RunRecord::runId).contains("r1");
            assertThat(history.newestSuccess(Process.SEGMENTS).get("vip").runId())
                    .isEqualTo("r1");
            other.moved("r2", VIP, TaskStatus.QUEUED, at(3));
            other.ended("r2", VIP, TaskResult.failed("no disk"), at(3));
            assertThat(history.newest(Process.SEGMENTS).get("vip").runId()).isEqualTo("r1");
            assertThat(other.newest(Process.SEGMENTS).get("vip").runId()).isEqualTo("r2");
        }
    }

    @Test
    void a_run_of_another_machine_is_interrupted_when_its_beats_have_stopped() {
        begin("r1", VIP);
        JdbcClient sql = JdbcClient.create(database.dataSource());
        sql.sql("update run set host = 'elsewhere'").update();
        assertThat(history.latest()).map(RunRecord::status).contains(RunStatus.RUNNING);

        sql.sql("update run set last_beat = current_timestamp - interval '61' second")
                .update();

        assertThat(history.latest()).map(RunRecord::status).contains(RunStatus.INTERRUPTED);
        assertThat(history.open()).extracting(RunRecord::status).containsExactly(RunStatus.INTERRUPTED);
        history.beat("r1");
        assertThat(history.latest()).map(RunRecord::status).contains(RunStatus.RUNNING);
    }

    @Test
    void a_run_of_a_process_of_this_machine_that_is_gone_is_interrupted_at_once() {
        begin("r1", VIP);
        JdbcClient.create(database.dataSource())
                .sql("update run set pid = 2147483646")
                .update();

        assertThat(history.latest()).map(RunRecord::status).contains(RunStatus.INTERRUPTED);
    }

    @Test
    void spring_batch_finds_its_tables() {
        assertThat(JdbcClient.create(database.dataSource())
                        .sql("select count(*) from BATCH_JOB_EXECUTION")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void begin(String runId, TaskName... tasks) {
        Map<TaskName, String> hashes = new LinkedHashMap<>();
        for (TaskName task : tasks) {
            hashes.put(task, "hash");
        }
        history.begin(runId, "run", AS_OF, "hash", hashes, at(0));
    }

    private void refresh(String runId, TaskName task, TaskResult result, Instant ended) {
        history.moved(runId, task, TaskStatus.QUEUED, ended);
        history.moved(runId, task, TaskStatus.REFRESHING, ended);
        history.ended(runId, task, result, ended);
    }

    private List<String> events(String runId, TaskName task) {
        return JdbcClient.create(database.dataSource())
                .sql("select status from task_event where run_id = ? and process = ? and id = ? order by event_id")
                .params(runId, task.process().title(), task.id())
                .query(String.class)
                .list();
    }

    private static TaskRecord notStarted(TaskName task, String hash) {
        return new TaskRecord(
                "r1",
                AS_OF,
                task,
                TaskStatus.NOT_STARTED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                List.of(),
                hash,
                Map.of(),
                Map.of());
    }

    private static long number(Future<RunRecord> begun) {
        try {
            return begun.get().number();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Seconds, and some microseconds, into the night. */
    private static Instant at(int seconds) {
        return Instant.parse("2026-06-30T02:00:00.123456Z").plusSeconds(seconds);
    }
}
