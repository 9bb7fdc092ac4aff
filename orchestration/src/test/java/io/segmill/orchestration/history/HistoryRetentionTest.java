package io.segmill.orchestration.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.project.Settings;
import io.segmill.core.run.LoadedFile;
import io.segmill.core.run.Process;
import io.segmill.core.run.RunRecord;
import io.segmill.core.run.RunStatus;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskRecord;
import io.segmill.core.run.TaskResult;
import io.segmill.core.run.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which runs leave the history, and what stays because lists show it. */
@ParameterizedClass
@EnumSource
class HistoryRetentionTest {
    private static final TaskName ORDERS = TaskName.source("orders");
    private static final TaskName FIXED = TaskName.segment("fixed");
    private static final TaskName GONE = TaskName.segment("gone");
    private static final Instant FIRST = Instant.parse("2026-06-01T02:00:00Z");

    @Parameter
    TestDatabase kind;

    @TempDir
    Path folder;

    private Settings.HistoryDatabase settings;
    private HistoryDatabase database;
    private JdbcHistory history;

    @BeforeEach
    void open() {
        settings = kind.withTables(folder);
        database = HistoryDatabase.open(LockHoldingProcess.settings("/projects/shop/warehouse", settings));
        history = new JdbcHistory(database);
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void old_runs_leave_with_all_their_rows() {
        for (int day = 0; day < 5; day++) {
            night(day, ORDERS);
        }

        assertThat(history.forgetBefore(at(3), Set.of(ORDERS))).isEqualTo(3);

        assertThat(runs()).containsExactly("r4", "r3");
        assertThat(rows())
                .isEqualTo(Map.of(
                        "run",
                        2L,
                        "attempt",
                        2L,
                        "task",
                        2L,
                        "task_event",
                        8L,
                        "loaded_file",
                        2L,
                        "batch_job_instance",
                        2L,
                        "batch_job_execution",
                        2L,
                        "batch_job_execution_params",
                        4L,
                        "batch_step_execution",
                        2L,
                        "batch_step_execution_context",
                        2L));
        assertThat(history.newestSuccess(Process.DATA_SOURCES).get("orders").runId())
                .isEqualTo("r4");
        assertThat(history.forgetBefore(at(3), Set.of(ORDERS))).isZero();
    }

    @Test
    void the_last_success_of_what_the_project_has_stays_with_its_run() {
        night(0, ORDERS, FIXED, GONE);
        night(1, ORDERS);
        night(2, ORDERS);

        assertThat(history.forgetBefore(at(2), Set.of(ORDERS, FIXED))).isEqualTo(1);

        assertThat(runs()).containsExactly("r2", "r0");
        assertThat(history.tasks("r0")).extracting(TaskRecord::task).containsExactly(FIXED);
        assertThat(history.newestSuccess(Process.SEGMENTS)).containsOnlyKeys("fixed");
        assertThat(history.successes(FIXED, Instant.EPOCH)).hasSize(1);
        assertThat(history.forgetBefore(at(2), Set.of(ORDERS)))
                .as("the segment is deleted since")
                .isEqualTo(1);
        assertThat(runs()).containsExactly("r2");
    }

    @Test
    void the_latest_run_stays_and_so_does_an_open_one_however_old() {
        night(0, ORDERS);
        history.begin("r1", "run", LocalDate.EPOCH, "hash", Map.of(ORDERS, "o"), at(1));
        assertThat(history.forgetBefore(at(100), Set.of())).isEqualTo(1);
        history.ended("r1", RunStatus.FAILED, at(1));
        assertThat(history.forgetBefore(at(100), Set.of()))
                .as("it can be retried")
                .isZero();
        history.takeUp("r1", "hash", Map.of(ORDERS, "o"), Set.of(), at(100));
        RunRecord next = history.begin("r2", "run", LocalDate.EPOCH, "hash", Map.of(), at(101));
        assertThat(history.forgetBefore(at(100), Set.of())).as("both are open").isZero();
        assertThat(next.number()).as("numbers are not given twice").isEqualTo(3);
    }

    private static Instant at(int day) {
        return FIRST.plus(Duration.ofDays(day));
    }

    private void night(int day, TaskName... tasks) {
        String run = "r" + day;
        Map<TaskName, String> hashes = new TreeMap<>();
        for (TaskName task : tasks) {
            hashes.put(task, "hash");
        }
        history.begin(run, "run", LocalDate.EPOCH, "hash", hashes, at(day));
        for (TaskName task : tasks) {
            history.moved(run, task, TaskStatus.QUEUED, at(day));
            history.moved(run, task, TaskStatus.REFRESHING, at(day));
            history.ended(
                    run,
                    Map.of(task, TaskResult.done(1, List.of())),
                    Map.of("sources/" + task.id(), 1L),
                    List.of(new LoadedFile(task.id(), "a.csv", 1, at(day), 1, run)),
                    at(day).plusSeconds(9));
        }
        history.ended(run, RunStatus.SUCCESSFUL, at(day).plusSeconds(10));
        batch(run, day + 1L);
    }

    @Test
    void runs_of_another_project_in_the_same_database_stay() {
        night(0, ORDERS);
        night(1, ORDERS);
        try (JdbcHistory other = new JdbcHistory(
                HistoryDatabase.open(LockHoldingProcess.settings("/projects/books/warehouse", settings)))) {
            assertThat(other.forgetBefore(at(100), Set.of())).isZero();
        }
        assertThat(runs()).containsExactly("r1", "r0");
    }

    /** The rows that Spring Batch leaves of a night. */
    private void batch(String run, long id) {
        JdbcClient sql = JdbcClient.create(database.dataSource());
        sql.sql(
                        "insert into batch_job_instance (job_instance_id, version, job_name, job_key) values (?, 0, 'night', ?)")
                .params(id, run)
                .update();
        sql.sql("insert into batch_job_execution (job_execution_id, version, job_instance_id, create_time)"
                        + " values (?, 0, ?, current_timestamp)")
                .params(id, id)
                .update();
        for (String name : List.of("run", "attempt")) {
            sql.sql("insert into batch_job_execution_params (job_execution_id, parameter_name, parameter_type,"
                            + " parameter_value, identifying) values (?, ?, 'java.lang.String', ?, 'Y')")
                    .params(id, name, name.equals("run") ? run : "1")
                    .update();
        }
        sql.sql(
                        "insert into batch_step_execution (step_execution_id, version, step_name, job_execution_id, create_time)"
                                + " values (?, 0, 'segments', ?, current_timestamp)")
                .params(id, id)
                .update();
        sql.sql("insert into batch_step_execution_context (step_execution_id, short_context) values (?, '{}')")
                .param(id)
                .update();
    }

    private List<String> runs() {
        return history.runs(Instant.EPOCH).stream().map(RunRecord::runId).toList();
    }

    private Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        for (String table : List.of(
                "run",
                "attempt",
                "task",
                "task_event",
                "loaded_file",
                "batch_job_instance",
                "batch_job_execution",
                "batch_job_execution_params",
                "batch_step_execution",
                "batch_step_execution_context")) {
            rows.put(
                    table,
                    JdbcClient.create(database.dataSource())
                            .sql("select count(*) from " + table)
                            .query(Long.class)
                            .single());
        }
        return rows;
    }
}
