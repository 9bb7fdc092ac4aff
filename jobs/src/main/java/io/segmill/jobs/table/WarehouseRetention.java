package io.segmill.jobs.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the settings' retention takes out of the tables: rows of old runs, by {@code history-days}, and files that only
 * old versions hold, by {@code warehouse-days}. Nothing that the newest publication holds of data is ever among it.
 */
public final class WarehouseRetention {
    /** A vacuum opens the whole table's log; more often than weekly it would cost more than it frees. */
    private static final int MOST_DAYS_BETWEEN_VACUUMS = 7;

    private static final String RUN = "run_id";
    private static final String SEPARATOR = " ";

    private final Warehouse warehouse;

    public WarehouseRetention(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Whether some run is older than that, by the copy of the tasks; cheaper to ask than all tables. */
    public boolean hasRunBefore(String runId) {
        if (!warehouse.exists(TableName.RUN_TASKS)) {
            return false;
        }
        Row oldest = newest(TableName.RUN_TASKS).agg(min(RUN)).first();
        return !oldest.isNullAt(0) && oldest.getString(0).compareTo(runId) < 0;
    }

    /**
     * Deletes from published tables the rows of runs before that one: changes, counts, profiles, bad rows, and the files
     * of what is loaded as a whole each time. Of each segment, source and so on the newest run's rows stay.
     *
     * @param before what sorts like the ids of runs
     * @param changesBefore the same for changes, of which exports may need older ones
     * @param wholeLoads the sources that are replaced by each load; for others every loaded file must be known
     * @param versions which tables are published; the new versions are recorded there
     */
    public void deleteRows(
            String before, String changesBefore, Set<String> wholeLoads, String runId, TableVersions versions) {
        Column isOld = col(RUN).lt(lit(before));
        Map<TableName, Column> rows = new TreeMap<>();
        rows.put(TableName.CHANGES, col(RUN).lt(lit(changesBefore)));
        rows.put(TableName.COUNTS, isOld.and(not(isNewestOf("segment_id", before, TableName.COUNTS, versions))));
        rows.put(
                TableName.PROFILING_COLUMNS,
                isOld.and(not(isNewestOf("source", before, TableName.PROFILING_COLUMNS, versions))));
        rows.put(
                TableName.RUN_FILES,
                isOld.and(col("source").isin(wholeLoads.toArray()))
                        .and(not(isNewestOf("source", before, TableName.RUN_FILES, versions))));
        versions.all().keySet().stream()
                .filter(table -> table.path().startsWith("quarantine/"))
                .forEach(table -> rows.put(table, isOld));
        rows.forEach((table, condition) -> {
            if (versions.of(table).isPresent()) {
                versions.committed(table, warehouse.delete(table, condition, runId));
            }
        });
    }

    /** Whether a row is of the newest run of its group, for groups whose newest run is an old one. */
    private Column isNewestOf(String group, String before, TableName table, TableVersions versions) {
        if (versions.of(table).isEmpty()) {
            return lit(false);
        }
        List<String> newest = warehouse
                .read(table, versions.of(table).getAsLong())
                .groupBy(group)
                .agg(max(RUN).as(RUN))
                .where(col(RUN).lt(lit(before)))
                .collectAsList()
                .stream()
                .map(row -> row.getString(0) + SEPARATOR + row.getString(1))
                .toList();
        return concat_ws(SEPARATOR, col(group), col(RUN)).isin(newest.toArray());
    }

    /** Deletes the rows of runs before that one from the copy of the tasks, which is not published. */
    public void deleteTasks(String before, String runId) {
        if (warehouse.exists(TableName.RUN_TASKS)) {
            warehouse.delete(TableName.RUN_TASKS, col(RUN).lt(lit(before)), runId);
        }
    }

    /** Deletes the publications of which no version can be read any more; never the newest. */
    public void deletePublications(Instant before, long newest, String runId) {
        Column isOver =
                col("published_at").lt(lit(before)).and(col("publication").lt(lit(newest)));
        if (newest(TableName.PUBLISHED).where(isOver).limit(1).count() > 0) {
            warehouse.delete(TableName.PUBLISHED, isOver, runId);
        }
    }

    private Dataset<Row> newest(TableName table) {
        return warehouse.read(table, warehouse.newestVersion(table));
    }

    /** Deletes what only versions hold that are older than {@code days}, of tables where that is due. */
    public Warehouse.Freed deleteFiles(int days, Instant now) {
        Duration pause = Duration.ofDays(Math.min(days, MOST_DAYS_BETWEEN_VACUUMS));
        Warehouse.Freed freed = Warehouse.Freed.NOTHING;
        for (TableName table : warehouse.tables()) {
            boolean isDue = warehouse
                    .lastVacuum(table)
                    .filter(last -> last.plus(pause).isAfter(now))
                    .isEmpty();
            if (isDue && warehouse.hasOldFiles(table, now)) {
                freed = freed.and(warehouse.vacuum(table));
            }
        }
        return freed;
    }
}
