package io.segmill.jobs.table;

import io.segmill.core.run.Exported;
import io.segmill.core.run.LoadedFile;
import io.segmill.core.run.TaskRecord;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What the warehouse tells of the runs themselves: the files that were loaded, copies of the tasks' history and of what exports wrote. */
public final class RunTables {
    private static final StructType FILES = new StructType()
            .add("source", DataTypes.StringType)
            .add("file", DataTypes.StringType)
            .add("size", DataTypes.LongType)
            .add("modified", DataTypes.TimestampType)
            .add("rows", DataTypes.LongType)
            .add("run_id", DataTypes.StringType);
    private static final StructType TASKS = new StructType()
            .add("run_id", DataTypes.StringType)
            .add("as_of", DataTypes.DateType)
            .add("process", DataTypes.StringType)
            .add("task", DataTypes.StringType)
            .add("status", DataTypes.StringType)
            .add("reason", DataTypes.StringType)
            .add("started", DataTypes.TimestampType)
            .add("ended", DataTypes.TimestampType)
            .add("rows", DataTypes.LongType)
            .add("warnings", DataTypes.createArrayType(DataTypes.StringType))
            .add("error", DataTypes.StringType);

    private static final StructType EXPORTS = new StructType()
            .add("export", DataTypes.StringType)
            .add("segment_id", DataTypes.StringType)
            .add("as_of", DataTypes.DateType)
            .add("run_id", DataTypes.StringType)
            .add("refreshed_by", DataTypes.StringType)
            .add("members", DataTypes.LongType)
            .add("exported_at", DataTypes.TimestampType);

    private final Warehouse warehouse;
    private final TableVersions versions;

    public RunTables(Warehouse warehouse, TableVersions versions) {
        this.warehouse = warehouse;
        this.versions = versions;
    }

    /** The files that were loaded in published runs, by their source; files are few beside their rows. */
    public Map<String, List<LoadedFile>> files() {
        OptionalLong version = versions.of(TableName.RUN_FILES);
        if (version.isEmpty()) {
            return Map.of();
        }
        return warehouse.read(TableName.RUN_FILES, version.getAsLong()).collectAsList().stream()
                .map(row -> new LoadedFile(
                        row.getAs("source"),
                        row.getAs("file"),
                        row.<Long>getAs("size"),
                        row.getAs("modified"),
                        row.<Long>getAs("rows"),
                        row.getAs("run_id")))
                .collect(Collectors.groupingBy(LoadedFile::source));
    }

    /** Adds the files that a run loaded and that are not there yet, in one commit. */
    public void addFiles(Collection<LoadedFile> files, String runId) {
        Map<String, List<LoadedFile>> there = files.isEmpty() ? Map.of() : files();
        List<Row> rows = files.stream()
                .filter(file -> there.getOrDefault(file.source(), List.of()).stream()
                        .noneMatch(one ->
                                one.runId().equals(file.runId()) && one.file().equals(file.file())))
                .map(file -> RowFactory.create(
                        file.source(),
                        file.file(),
                        file.size(),
                        file.modified().truncatedTo(ChronoUnit.MILLIS),
                        file.rows(),
                        file.runId()))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        warehouse.createIfMissing(TableName.RUN_FILES, FILES);
        versions.committed(
                TableName.RUN_FILES, warehouse.append(TableName.RUN_FILES, new HeldRows(rows, FILES), runId));
    }

    /** What exports have written, as last copied: for a history that was lost. */
    public List<Exported> exports() {
        if (!warehouse.exists(TableName.RUN_EXPORTS)) {
            return List.of();
        }
        return warehouse
                .read(TableName.RUN_EXPORTS, warehouse.newestVersion(TableName.RUN_EXPORTS))
                .collectAsList()
                .stream()
                .map(row -> new Exported(
                        row.getAs("export"),
                        row.getAs("segment_id"),
                        row.getAs("as_of"),
                        row.getAs("run_id"),
                        row.getAs("refreshed_by"),
                        row.<Long>getAs("members"),
                        row.getAs("exported_at")))
                .toList();
    }

    /** Copies what the history knows of exports; like the tasks it follows them and is not published. */
    public void putExports(Collection<Exported> exported, String runId) {
        List<Row> rows = exported.stream()
                .map(one -> RowFactory.create(
                        one.export(),
                        one.segment(),
                        one.asOf(),
                        one.runId(),
                        one.refreshedBy(),
                        one.members(),
                        one.at()))
                .toList();
        warehouse.createIfMissing(TableName.RUN_EXPORTS, EXPORTS);
        warehouse.replace(TableName.RUN_EXPORTS, new HeldRows(rows, EXPORTS), runId);
    }

    /** The runs whose tasks were copied. */
    public Set<String> runsWithTasks() {
        if (!warehouse.exists(TableName.RUN_TASKS)) {
            return Set.of();
        }
        return Set.copyOf(warehouse
                .read(TableName.RUN_TASKS, warehouse.newestVersion(TableName.RUN_TASKS))
                .select("run_id")
                .distinct()
                .as(Encoders.STRING())
                .collectAsList());
    }

    /** Copies the tasks of a run that has never copied any; this table is not published, since it follows the exports. */
    public void addTasks(Collection<TaskRecord> tasks, String runId) {
        warehouse.createIfMissing(TableName.RUN_TASKS, TASKS);
        warehouse.append(TableName.RUN_TASKS, new HeldRows(rows(tasks), TASKS), runId);
    }

    /** Copies a run's tasks in place of those that may be there since an earlier attempt. */
    public void putTasks(Collection<TaskRecord> tasks, String runId) {
        warehouse.createIfMissing(TableName.RUN_TASKS, TASKS);
        if (!runId.matches("[0-9A-Za-z-]+")) {
            throw new IllegalArgumentException("not safe inside a predicate: " + runId);
        }
        warehouse.replaceWhere(
                TableName.RUN_TASKS,
                warehouse.spark().createDataFrame(rows(tasks), TASKS).coalesce(1),
                "run_id = '" + runId + "'",
                runId);
    }

    private static List<Row> rows(Collection<TaskRecord> tasks) {
        return tasks.stream()
                .map(task -> RowFactory.create(
                        task.runId(),
                        task.asOf(),
                        task.task().process().title(),
                        task.task().toString(),
                        task.status().title(),
                        task.reason().orElse(null),
                        task.started().orElse(null),
                        task.ended().orElse(null),
                        task.rows().isPresent() ? task.rows().getAsLong() : null,
                        task.warnings().toArray(String[]::new),
                        task.error().orElse(null)))
                .toList();
    }
}
