package io.segmill.orchestration.history;

import io.segmill.core.run.RunStatus;
import io.segmill.core.run.TaskName;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes a warehouse's old runs out of the history's tables, and out of Spring Batch's own; what lists show stays. */
final class HistoryRetention {
    private static final String IS_NOT_NEWEST =
            " not exists (select 1 from newest_task n where n.process = %1$s.process"
                    + " and n.id = %1$s.id and (n.ended_run_id = %1$s.run_id or n.success_run_id = %1$s.run_id))";

    private final JdbcClient sql;
    private final String warehouse;

    /** @param warehouse whose runs it is about: other projects may keep theirs in the same tables */
    HistoryRetention(JdbcClient sql, String warehouse) {
        this.sql = sql;
        this.warehouse = warehouse;
    }

    private record Newest(String process, String id) {}

    /** Forgets where tasks ended last that the project has no more, if that is long ago. */
    void forgetNewest(OffsetDateTime moment, Collection<TaskName> known) {
        Set<Newest> ofProject = known.stream()
                .map(task -> new Newest(task.process().title(), task.id()))
                .collect(Collectors.toSet());
        sql
                .sql("select process, id from newest_task n where n.warehouse = ? and not exists (select 1 from run r"
                        + " where (r.run_id = n.ended_run_id or r.run_id = n.success_run_id) and r.started >= ?)")
                .params(warehouse, moment)
                .query((row, index) -> new Newest(row.getString("process"), row.getString("id")))
                .list()
                .stream()
                .filter(newest -> !ofProject.contains(newest))
                .forEach(gone -> sql.sql("delete from newest_task where warehouse = ? and process = ? and id = ?")
                        .params(warehouse, gone.process(), gone.id())
                        .update());
    }

    /** Runs that may be forgotten, the oldest first. */
    List<String> runsBefore(OffsetDateTime moment) {
        return sql.sql("select run_id from run where warehouse = ? and started < ? and status <> ?"
                        + " and number < (select max(number) from run where warehouse = ?) order by number")
                .params(warehouse, moment, RunStatus.RUNNING.title(), warehouse)
                .query(String.class)
                .list();
    }

    /** Forgets a run but for what is newest in it. @return 1 if nothing was, and the run is gone; else 0 */
    int forget(String run) {
        forgetBatch(run);
        sql.sql("delete from loaded_file where run_id = ?").param(run).update();
        sql.sql("delete from task_event where run_id = ? and" + IS_NOT_NEWEST.formatted("task_event"))
                .param(run)
                .update();
        sql.sql("delete from task where run_id = ? and" + IS_NOT_NEWEST.formatted("task"))
                .param(run)
                .update();
        long left = sql.sql("select count(*) from task where run_id = ?")
                .param(run)
                .query(Long.class)
                .single();
        if (left > 0) {
            return 0;
        }
        sql.sql("delete from attempt where run_id = ?").param(run).update();
        return sql.sql("delete from run where run_id = ?").param(run).update();
    }

    /** Each attempt of a run is an execution of a Spring Batch job instance of its own. */
    private void forgetBatch(String run) {
        List<Long> executions = sql.sql("select job_execution_id from batch_job_execution_params"
                        + " where parameter_name = 'run' and parameter_value = ?")
                .param(run)
                .query(Long.class)
                .list();
        for (long execution : executions) {
            long instance = sql.sql("select job_instance_id from batch_job_execution where job_execution_id = ?")
                    .param(execution)
                    .query(Long.class)
                    .single();
            for (String rows : List.of(
                    "batch_step_execution_context where step_execution_id in (select step_execution_id from"
                            + " batch_step_execution where job_execution_id = ?)",
                    "batch_step_execution where job_execution_id = ?",
                    "batch_job_execution_context where job_execution_id = ?",
                    "batch_job_execution_params where job_execution_id = ?",
                    "batch_job_execution where job_execution_id = ?")) {
                sql.sql("delete from " + rows).param(execution).update();
            }
            sql.sql("delete from batch_job_instance where job_instance_id = ? and not exists (select 1 from"
                            + " batch_job_execution e where e.job_instance_id = batch_job_instance.job_instance_id)")
                    .param(instance)
                    .update();
        }
    }
}
