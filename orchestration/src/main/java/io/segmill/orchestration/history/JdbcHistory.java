package io.segmill.orchestration.history;

import io.segmill.core.fault.FaultPoint;
import io.segmill.core.fault.Faults;
import io.segmill.core.run.Attempt;
import io.segmill.core.run.Exported;
import io.segmill.core.run.History;
import io.segmill.core.run.Holds;
import io.segmill.core.run.LoadedFile;
import io.segmill.core.run.Process;
import io.segmill.core.run.RunRecord;
import io.segmill.core.run.RunStatus;
import io.segmill.core.run.SharedCost;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskRecord;
import io.segmill.core.run.TaskResult;
import io.segmill.core.run.TaskStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The history of runs in a database. Every call is one transaction of its own, whatever transaction the caller is in, so
 * that others see a task's status as soon as it changes.
 */
public final class JdbcHistory implements History {
    private static final String RUNS = "select run_id, number, kind, as_of, status, project_hash, host, pid,"
            + " process_started, started, ended, last_beat, current_timestamp as now_there from run where warehouse = ?"
            + " and ";
    private static final String TASKS = "select t.run_id, r.as_of, t.process, t.id, t.status, t.reason, t.started,"
            + " t.ended, t.row_count, t.entered_count, t.left_count, t.warnings, t.error, t.shared_pass_micros,"
            + " t.cost_share, t.details, t.definition_hash, t.input_versions, t.output_versions from task t"
            + " join run r on r.run_id = t.run_id ";
    /** The one record that comes by the clock and not by what the run does. */
    static final String BEAT = "beat";

    private static final Duration MICROSECOND = Duration.of(1, ChronoUnit.MICROS);

    private final HistoryDatabase database;
    private final JdbcClient sql;
    private final JdbcTemplate batches;
    private final TransactionTemplate transaction;
    private final Faults faults;

    /** Keeps the history in that database; closing it closes the database. */
    public JdbcHistory(HistoryDatabase database) {
        this(database, Faults.NONE);
    }

    /** @param faults hears of every record, before and after */
    public JdbcHistory(HistoryDatabase database, Faults faults) {
        this.database = database;
        this.faults = faults;
        this.sql = JdbcClient.create(database.dataSource());
        this.batches = new JdbcTemplate(database.dataSource());
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public RunRecord begin(
            String runId, String kind, LocalDate asOf, String projectHash, Map<TaskName, String> tasks, Instant now) {
        return inTransaction("run begins", () -> {
            long number = nextNumber();
            RunProcess process = RunProcess.here();
            sql.sql("insert into run (warehouse, run_id, number, kind, as_of, status, project_hash, host, pid,"
                            + " process_started, started, last_beat) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                            + " current_timestamp)")
                    .params(
                            warehouse(),
                            runId,
                            number,
                            kind,
                            asOf,
                            RunStatus.RUNNING.title(),
                            projectHash,
                            process.host(),
                            process.pid(),
                            time(process.started()),
                            time(now))
                    .update();
            sql.sql("insert into attempt (run_id, number, status, started) values (?, 1, ?, ?)")
                    .params(runId, RunStatus.RUNNING.title(), time(now))
                    .update();
            batches.batchUpdate(
                    "insert into task (run_id, process, id, status, warnings, definition_hash, input_versions,"
                            + " output_versions) values (?, ?, ?, ?, ?, ?, ?, ?)",
                    tasks.entrySet().stream()
                            .map(task -> row(
                                    runId,
                                    task.getKey().process().title(),
                                    task.getKey().id(),
                                    TaskStatus.NOT_STARTED.title(),
                                    JsonText.of(List.of()),
                                    task.getValue(),
                                    JsonText.of(Map.of()),
                                    JsonText.of(Map.of())))
                            .toList());
            addEvents(runId, tasks.keySet(), TaskStatus.NOT_STARTED, now);
            sql.sql("insert into newest_task (warehouse, process, id) select ?, t.process, t.id from task t"
                            + " where t.run_id = ? and not exists (select 1 from newest_task n where n.warehouse = ?"
                            + " and n.process = t.process and n.id = t.id)")
                    .params(warehouse(), runId, warehouse())
                    .update();
            return oneRun("run_id = ?", runId).orElseThrow();
        });
    }

    /** Who holds the project's lock begins its runs; another project counts by itself. */
    private long nextNumber() {
        int known = sql.sql("update run_numbers set last_given = last_given + 1 where warehouse = ?")
                .param(warehouse())
                .update();
        if (known == 0) {
            sql.sql("insert into run_numbers (warehouse, last_given) values (?, 1)")
                    .param(warehouse())
                    .update();
        }
        return sql.sql("select last_given from run_numbers where warehouse = ?")
                .param(warehouse())
                .query(Long.class)
                .single();
    }

    private String warehouse() {
        return database.warehouse();
    }

    @Override
    public void moved(String runId, Collection<TaskName> tasks, TaskStatus status, Instant now) {
        if (status.isEnd() || status == TaskStatus.NOT_STARTED) {
            throw new IllegalStateException("a task does not move on to " + status.title());
        }
        List<TaskName> moving = List.copyOf(tasks);
        String started = status == TaskStatus.REFRESHING ? "started = ?, " : "";
        inTransaction(told(moving, status), () -> {
            int[] moved = batches.batchUpdate(
                    "update task set " + started + "status = ? where run_id = ? and process = ? and id = ? and "
                            + fromStatusBefore(status),
                    moving.stream()
                            .map(task -> started.isEmpty()
                                    ? row(status.title(), runId, task.process().title(), task.id())
                                    : row(
                                            time(now),
                                            status.title(),
                                            runId,
                                            task.process().title(),
                                            task.id()))
                            .toList());
            checkArrows(runId, moving, moved, status);
            addEvents(runId, moving, status, now);
            return null;
        });
    }

    @Override
    public RunRecord takeUp(
            String runId, String projectHash, Map<TaskName, String> again, Set<TaskName> stopped, Instant now) {
        return inTransaction("run is taken up", () -> {
            RunProcess process = RunProcess.here();
            int ended = sql.sql("update run set status = ?, ended = null, host = ?, pid = ?, process_started = ?,"
                            + " project_hash = case when project_hash = ? then project_hash else '' end,"
                            + " last_beat = current_timestamp, asked_to_stop = null where run_id = ? and status <> ?")
                    .params(
                            RunStatus.RUNNING.title(),
                            process.host(),
                            process.pid(),
                            time(process.started()),
                            projectHash,
                            runId,
                            RunStatus.RUNNING.title())
                    .update();
            if (ended == 0) {
                throw new IllegalStateException("run " + runId + " has not ended and cannot be taken up");
            }
            sql.sql("insert into attempt (run_id, number, status, started) values (?, ?, ?, ?)")
                    .params(runId, newestAttempt(runId) + 1, RunStatus.RUNNING.title(), time(now))
                    .update();
            batches.batchUpdate(
                    "update task set status = ?, reason = null, started = null, ended = null, row_count = null,"
                            + " entered_count = null, left_count = null, warnings = ?, error = null,"
                            + " shared_pass_micros = null, cost_share = null, details = null, definition_hash = ?,"
                            + " input_versions = coalesce(?, input_versions),"
                            + " output_versions = ? where run_id = ? and process = ? and id = ?",
                    again.entrySet().stream()
                            .map(task -> row(
                                    TaskStatus.NOT_STARTED.title(),
                                    JsonText.of(List.of()),
                                    task.getValue(),
                                    stopped.contains(task.getKey()) ? null : JsonText.of(Map.of()),
                                    JsonText.of(Map.of()),
                                    runId,
                                    task.getKey().process().title(),
                                    task.getKey().id()))
                            .toList());
            addEvents(runId, again.keySet(), TaskStatus.NOT_STARTED, now);
            forgetEnds(again.keySet());
            return oneRun("run_id = ?", runId).orElseThrow();
        });
    }

    /** What is done again has ended, and succeeded, last in an earlier run. */
    private void forgetEnds(Collection<TaskName> tasks) {
        String newest = " = (select t.run_id from task t join run r on r.run_id = t.run_id where r.warehouse ="
                + " newest_task.warehouse and t.process = newest_task.process and t.id = newest_task.id and t.status in"
                + " (%s) order by r.number desc fetch first 1 rows only) where warehouse = ? and process = ? and"
                + " id = ?";
        String successes = quoted(TaskStatus.SUCCESSFUL) + ", " + quoted(TaskStatus.COMPLETED_WITH_WARNINGS);
        String ends = successes + ", " + quoted(TaskStatus.FAILED) + ", " + quoted(TaskStatus.SKIPPED) + ", "
                + quoted(TaskStatus.CANCELED);
        List<Object[]> rows = tasks.stream()
                .map(task -> row(warehouse(), task.process().title(), task.id()))
                .toList();
        batches.batchUpdate("update newest_task set success_run_id" + newest.formatted(successes), rows);
        batches.batchUpdate("update newest_task set ended_run_id" + newest.formatted(ends), rows);
    }

    private static String quoted(TaskStatus status) {
        return "'" + status.title() + "'";
    }

    @Override
    public int attempt(String runId) {
        return answer(() -> newestAttempt(runId));
    }

    @Override
    public List<Attempt> attempts(String runId) {
        return answer(
                () -> sql.sql("select number, status, started, ended from attempt where run_id = ? order by number")
                        .param(runId)
                        .query((row, index) -> new Attempt(
                                row.getInt("number"),
                                RunStatus.titled(row.getString("status")),
                                instant(row, "started").orElseThrow(),
                                instant(row, "ended")))
                        .list());
    }

    @Override
    public void ended(
            String runId,
            Map<TaskName, TaskResult> results,
            Map<String, Long> written,
            Collection<LoadedFile> files,
            Instant now) {
        inTransaction(told(results), () -> {
            results.entrySet().stream()
                    .collect(Collectors.groupingBy(entry -> entry.getValue().status()))
                    .forEach((status, entries) -> end(runId, status, entries, now));
            if (!written.isEmpty()) {
                batches.batchUpdate(
                        "update task set output_versions = ? where run_id = ? and process = ? and id = ?",
                        results.keySet().stream()
                                .map(task -> row(
                                        JsonText.of(written),
                                        runId,
                                        task.process().title(),
                                        task.id()))
                                .toList());
            }
            batches.batchUpdate(
                    "insert into loaded_file (run_id, source, file, size_in_bytes, modified, row_count)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    files.stream()
                            .map(file -> row(
                                    runId, file.source(), file.file(), file.size(), time(file.modified()), file.rows()))
                            .toList());
            return null;
        });
    }

    @Override
    public List<LoadedFile> files(String runId) {
        return answer(() -> sql.sql("select run_id, source, file, size_in_bytes, modified, row_count from loaded_file"
                        + " where run_id = ? order by source, file")
                .param(runId)
                .query((row, index) -> new LoadedFile(
                        row.getString("source"),
                        row.getString("file"),
                        row.getLong("size_in_bytes"),
                        instant(row, "modified").orElseThrow(),
                        row.getLong("row_count"),
                        row.getString("run_id")))
                .list());
    }

    @Override
    public void askToStop(String runId) {
        inTransaction("run is asked to stop", () -> sql.sql(
                        "update run set asked_to_stop = current_timestamp where run_id = ?")
                .param(runId)
                .update());
    }

    @Override
    public boolean isAskedToStop(String runId) {
        return answer(() -> sql.sql("select count(*) from run where run_id = ? and asked_to_stop is not null")
                        .param(runId)
                        .query(Long.class)
                        .single()
                > 0);
    }

    @Override
    public void reads(String runId, TaskName task, Map<String, Long> inputs) {
        inTransaction(task + " reads", () -> {
            int known = sql.sql("update task set input_versions = ?" + " where run_id = ? and process = ? and id = ?")
                    .params(JsonText.of(inputs), runId, task.process().title(), task.id())
                    .update();
            if (known == 0) {
                throw new IllegalStateException("no task " + task + " in run " + runId);
            }
            return null;
        });
    }

    @Override
    public void beat(String runId) {
        inTransaction(BEAT, () -> sql.sql("update run set last_beat = current_timestamp where run_id = ?")
                .param(runId)
                .update());
    }

    @Override
    public void ended(String runId, RunStatus status, Instant now) {
        if (status == RunStatus.RUNNING) {
            throw new IllegalStateException("a run does not end as " + status.title());
        }
        inTransaction("run is " + status.title(), () -> {
            close(runId, status, now);
            return null;
        });
    }

    @Override
    public List<RunRecord> open() {
        return manyRuns("status = ? order by number", RunStatus.RUNNING.title());
    }

    @Override
    public void interrupted(String runId, String error, Instant now) {
        inTransaction("run is " + RunStatus.INTERRUPTED.title(), () -> {
            Map<TaskName, TaskResult> failed = tasks(runId).stream()
                    .filter(task -> !task.status().isEnd())
                    .collect(Collectors.toMap(TaskRecord::task, task -> TaskResult.failed(error)));
            end(runId, TaskStatus.FAILED, List.copyOf(failed.entrySet()), now);
            close(runId, RunStatus.INTERRUPTED, now);
            return null;
        });
    }

    @Override
    public Optional<RunRecord> latest() {
        return oneRun("number = (select max(number) from run where warehouse = ?)", warehouse());
    }

    @Override
    public Optional<RunRecord> run(String idOrNumber) {
        return idOrNumber.matches("\\d{1,18}")
                ? oneRun("number = ?", Long.valueOf(idOrNumber))
                : oneRun("run_id = ?", idOrNumber);
    }

    @Override
    public List<RunRecord> runs(Instant since) {
        return manyRuns("started >= ? order by number desc", time(since));
    }

    @Override
    public List<TaskRecord> tasks(String runId) {
        List<TaskRecord> tasks = new ArrayList<>(manyTasks("where t.run_id = ?", runId));
        tasks.sort((left, right) -> left.task().compareTo(right.task()));
        return tasks;
    }

    @Override
    public Map<String, TaskRecord> newest(Process process) {
        return newest(process, "ended_run_id");
    }

    @Override
    public List<TaskRecord> failures(TaskName task, int most) {
        return manyTasks(
                "where r.warehouse = ? and t.process = ? and t.id = ? and t.status = ? order by t.ended desc fetch first "
                        + most + " rows only",
                warehouse(),
                task.process().title(),
                task.id(),
                TaskStatus.FAILED.title());
    }

    @Override
    public Map<String, TaskRecord> newestSuccess(Process process) {
        return newest(process, "success_run_id");
    }

    @Override
    public List<TaskRecord> successes(TaskName task, Instant since) {
        return manyTasks(
                "where r.warehouse = ? and t.process = ? and t.id = ? and t.ended >= ? and t.status in (?, ?) order by"
                        + " t.ended",
                warehouse(),
                task.process().title(),
                task.id(),
                time(since),
                TaskStatus.SUCCESSFUL.title(),
                TaskStatus.COMPLETED_WITH_WARNINGS.title());
    }

    @Override
    public void exported(Collection<Exported> written) {
        String record = written.stream()
                .map(one -> one.export() + " wrote " + one.segment())
                .sorted()
                .collect(Collectors.joining(", "));
        inTransaction(record, () -> {
            for (Exported one : written) {
                sql.sql("delete from export_written where warehouse = ? and export_id = ? and segment_id = ?"
                                + " and as_of = ?")
                        .params(warehouse(), one.export(), one.segment(), one.asOf())
                        .update();
                sql.sql("insert into export_written (warehouse, export_id, segment_id, as_of, run_id, refreshed_by,"
                                + " member_count, exported_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
                        .params(
                                warehouse(),
                                one.export(),
                                one.segment(),
                                one.asOf(),
                                one.runId(),
                                one.refreshedBy(),
                                one.members(),
                                time(one.at()))
                        .update();
                sql.sql("delete from export_written where warehouse = ? and export_id = ? and segment_id = ?"
                                + " and as_of not in (select as_of from export_written where warehouse = ?"
                                + " and export_id = ? and segment_id = ? order by exported_at desc"
                                + " fetch first 2 rows only)")
                        .params(warehouse(), one.export(), one.segment(), warehouse(), one.export(), one.segment())
                        .update();
            }
            return null;
        });
    }

    @Override
    public List<Exported> exported() {
        return answer(() -> sql.sql("select export_id, segment_id, as_of, run_id, refreshed_by, member_count,"
                        + " exported_at from export_written where warehouse = ?"
                        + " order by exported_at, export_id, segment_id")
                .param(warehouse())
                .query((row, index) -> new Exported(
                        row.getString("export_id"),
                        row.getString("segment_id"),
                        row.getObject("as_of", LocalDate.class),
                        row.getString("run_id"),
                        row.getString("refreshed_by"),
                        row.getLong("member_count"),
                        instant(row, "exported_at").orElseThrow()))
                .list());
    }

    @Override
    public void release(Holds.Release release) {
        inTransaction(release.export() + " may write " + release.segment(), () -> {
            sql.sql("delete from export_release where warehouse = ? and export_id = ? and segment_id = ?")
                    .params(warehouse(), release.export(), release.segment())
                    .update();
            return sql.sql("insert into export_release (warehouse, export_id, segment_id, refreshed_by)"
                            + " values (?, ?, ?, ?)")
                    .params(warehouse(), release.export(), release.segment(), release.refreshedBy())
                    .update();
        });
    }

    @Override
    public Set<Holds.Release> releases() {
        return answer(() ->
                Set.copyOf(sql.sql("select export_id, segment_id, refreshed_by from export_release where warehouse = ?")
                        .param(warehouse())
                        .query((row, index) -> new Holds.Release(
                                row.getString("export_id"), row.getString("segment_id"), row.getString("refreshed_by")))
                        .list()));
    }

    @Override
    public int forgetBefore(Instant moment, Collection<TaskName> known) {
        HistoryRetention retention = new HistoryRetention(sql, warehouse());
        inTransaction("what is newest of tasks that are gone is forgotten", () -> {
            retention.forgetNewest(time(moment), known);
            return null;
        });
        int gone = 0;
        // A transaction each: the first time there may be thousands of runs.
        for (String run : answer(() -> retention.runsBefore(time(moment)))) {
            gone += inTransaction("an old run is forgotten", () -> retention.forget(run));
        }
        return gone;
    }

    @Override
    public void close() {
        database.close();
    }

    private void end(String runId, TaskStatus status, List<Map.Entry<TaskName, TaskResult>> entries, Instant now) {
        List<TaskName> tasks = entries.stream().map(Map.Entry::getKey).toList();
        int[] moved = batches.batchUpdate(
                "update task set status = ?, ended = ?, reason = ?, row_count = ?, entered_count = ?, left_count = ?,"
                        + " warnings = ?, error = ?, shared_pass_micros = ?, cost_share = ?, details = ?"
                        + " where run_id = ? and process = ? and id = ? and "
                        + fromStatusBefore(status),
                entries.stream()
                        .map(entry -> row(
                                status.title(),
                                time(now),
                                entry.getValue().reason().map(Object::toString).orElse(null),
                                number(entry.getValue().rows()),
                                number(entry.getValue().entered()),
                                number(entry.getValue().left()),
                                JsonText.of(entry.getValue().warnings()),
                                entry.getValue().error().orElse(null),
                                entry.getValue()
                                        .sharedCost()
                                        .map(cost -> cost.pass().dividedBy(MICROSECOND))
                                        .orElse(null),
                                entry.getValue()
                                        .sharedCost()
                                        .map(SharedCost::share)
                                        .orElse(null),
                                details(entry.getValue().details()),
                                runId,
                                entry.getKey().process().title(),
                                entry.getKey().id()))
                        .toList());
        checkArrows(runId, tasks, moved, status);
        int attempt = newestAttempt(runId);
        batches.batchUpdate(
                "insert into task_event (run_id, attempt, process, id, status, at, reason, error)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                entries.stream()
                        .map(entry -> row(
                                runId,
                                attempt,
                                entry.getKey().process().title(),
                                entry.getKey().id(),
                                status.title(),
                                time(now),
                                entry.getValue().reason().map(Object::toString).orElse(null),
                                entry.getValue().error().orElse(null)))
                        .toList());
        for (String column : status.isSuccess() ? List.of("ended_run_id", "success_run_id") : List.of("ended_run_id")) {
            batches.batchUpdate(
                    "update newest_task set " + column + " = ? where warehouse = ? and process = ? and id = ?",
                    tasks.stream()
                            .map(task -> row(runId, warehouse(), task.process().title(), task.id()))
                            .toList());
        }
    }

    private void addEvents(String runId, Collection<TaskName> tasks, TaskStatus status, Instant now) {
        int attempt = newestAttempt(runId);
        batches.batchUpdate(
                "insert into task_event (run_id, attempt, process, id, status, at) values (?, ?, ?, ?, ?, ?)",
                tasks.stream()
                        .map(task -> row(runId, attempt, task.process().title(), task.id(), status.title(), time(now)))
                        .toList());
    }

    private void close(String runId, RunStatus status, Instant now) {
        int closed = sql.sql("update run set status = ?, ended = ? where run_id = ? and status = ?")
                .params(status.title(), time(now), runId, RunStatus.RUNNING.title())
                .update();
        if (closed == 0) {
            throw new IllegalStateException("run " + runId + " is not Running and cannot become " + status.title());
        }
        sql.sql("update attempt set status = ?, ended = ? where run_id = ? and status = ?")
                .params(status.title(), time(now), runId, RunStatus.RUNNING.title())
                .update();
    }

    private int newestAttempt(String runId) {
        return sql.sql("select max(number) from attempt where run_id = ?")
                .param(runId)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new IllegalStateException("no run " + runId));
    }

    /** The arrows are TaskStatus's own; an update that finds its task elsewhere changes no row. */
    private static String fromStatusBefore(TaskStatus status) {
        Set<TaskStatus> before = EnumSet.allOf(TaskStatus.class);
        before.removeIf(from -> !from.next().contains(status));
        return before.stream()
                .map(from -> "'" + from.title() + "'")
                .collect(Collectors.joining(", ", "status in (", ")"));
    }

    private void checkArrows(String runId, List<TaskName> tasks, int[] moved, TaskStatus status) {
        for (int i = 0; i < moved.length; i++) {
            if (moved[i] != 1) {
                TaskName task = tasks.get(i);
                String from = sql.sql("select status from task where run_id = ? and process = ? and id = ?")
                        .params(runId, task.process().title(), task.id())
                        .query(String.class)
                        .optional()
                        .orElseThrow(() -> new IllegalStateException("no task " + task + " in run " + runId));
                throw new IllegalStateException(
                        task + " is " + from + " and cannot become " + status.title() + " (run " + runId + ")");
            }
        }
    }

    private Map<String, TaskRecord> newest(Process process, String column) {
        Map<String, TaskRecord> newest = new LinkedHashMap<>();
        List<TaskRecord> tasks = manyTasks(
                "join newest_task n on n." + column + " = t.run_id and n.process = t.process and n.id = t.id"
                        + " where n.warehouse = ? and n.process = ? order by n.id",
                warehouse(),
                process.title());
        tasks.forEach(task -> newest.put(task.task().id(), task));
        return newest;
    }

    private Optional<RunRecord> oneRun(String which, Object... params) {
        return answer(() -> sql.sql(RUNS + which)
                .param(warehouse())
                .params(params)
                .query(JdbcHistory::runRecord)
                .optional());
    }

    private List<RunRecord> manyRuns(String which, Object... params) {
        return answer(() -> sql.sql(RUNS + which)
                .param(warehouse())
                .params(params)
                .query(JdbcHistory::runRecord)
                .list());
    }

    private List<TaskRecord> manyTasks(String which, Object... params) {
        return answer(() -> sql.sql(TASKS + which)
                .params(params)
                .query(JdbcHistory::taskRecord)
                .list());
    }

    /** @param record what it is, for whoever looks at the places at which a run may stop */
    private <T> T inTransaction(String record, Supplier<T> work) {
        faults.at(FaultPoint.BEFORE_RECORD, record);
        T done = answer(() -> transaction.execute(status -> work.get()));
        faults.at(FaultPoint.AFTER_RECORD, record);
        return done;
    }

    private static String told(Collection<TaskName> tasks, TaskStatus status) {
        return tasks.stream().map(TaskName::toString).collect(Collectors.joining(", ", "", " " + status.title()));
    }

    private static String told(Map<TaskName, TaskResult> results) {
        return results.entrySet().stream()
                .map(ended -> ended.getKey() + " " + ended.getValue().status().title())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private <T> T answer(Supplier<T> work) {
        try {
            return work.get();
        } catch (NonTransientDataAccessResourceException
                | TransientDataAccessException
                | RecoverableDataAccessException
                | TransactionException e) {
            throw database.failure(e);
        }
    }

    private static RunRecord runRecord(ResultSet row, int index) throws SQLException {
        RunProcess process = new RunProcess(
                row.getString("host"),
                row.getLong("pid"),
                instant(row, "process_started").orElseThrow());
        Instant lastBeat = instant(row, "last_beat").orElseThrow();
        RunStatus recorded = RunStatus.titled(row.getString("status"));
        boolean isDead = recorded == RunStatus.RUNNING
                && process.isGone(
                        Duration.between(lastBeat, instant(row, "now_there").orElseThrow()));
        return new RunRecord(
                row.getString("run_id"),
                row.getLong("number"),
                row.getString("kind"),
                row.getObject("as_of", LocalDate.class),
                isDead ? RunStatus.INTERRUPTED : recorded,
                row.getString("project_hash"),
                process.host(),
                process.pid(),
                process.started(),
                instant(row, "started").orElseThrow(),
                instant(row, "ended"),
                lastBeat);
    }

    private static TaskRecord taskRecord(ResultSet row, int index) throws SQLException {
        return new TaskRecord(
                row.getString("run_id"),
                row.getObject("as_of", LocalDate.class),
                new TaskName(process(row.getString("process")), row.getString("id")),
                TaskStatus.titled(row.getString("status")),
                Optional.ofNullable(row.getString("reason")),
                instant(row, "started"),
                instant(row, "ended"),
                number(row, "row_count"),
                JsonText.texts(row.getString("warnings")),
                Optional.ofNullable(row.getString("error")),
                number(row, "entered_count"),
                number(row, "left_count"),
                sharedCost(row),
                Optional.ofNullable(row.getString("details"))
                        .map(JsonText::texts)
                        .orElse(List.of()),
                row.getString("definition_hash"),
                JsonText.numbers(row.getString("input_versions")),
                JsonText.numbers(row.getString("output_versions")));
    }

    private static String details(List<String> details) {
        return details.isEmpty() ? null : JsonText.of(details);
    }

    private static Process process(String title) {
        for (Process process : Process.values()) {
            if (process.title().equals(title)) {
                return process;
            }
        }
        throw new IllegalArgumentException("no process: " + title);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static Optional<SharedCost> sharedCost(ResultSet row) throws SQLException {
        OptionalLong pass = number(row, "shared_pass_micros");
        return pass.isPresent()
                ? Optional.of(new SharedCost(MICROSECOND.multipliedBy(pass.getAsLong()), row.getDouble("cost_share")))
                : Optional.empty();
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private static Long number(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static Object[] row(Object... values) {
        return values;
    }
}
