package io.segmill.jobs.ingest;

import io.segmill.core.condition.Condition;
import io.segmill.core.fault.FaultPoint;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Format;
import io.segmill.core.project.LoadMode;
import io.segmill.core.project.Source;
import io.segmill.jobs.reading.DeltaVersion;
import io.segmill.jobs.reading.FoundFile;
import io.segmill.jobs.reading.ParsedRows;
import io.segmill.jobs.reading.SourceFiles;
import io.segmill.jobs.table.Warehouse;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Loads one source into its table: finds its files, reads the new ones, puts bad rows into quarantine, and makes at most
 * one commit a table, which carries the run's id. Loads of different sources may run side by side.
 *
 * <p>A source of Delta format is one version of a table, the newest or the one that was pinned, which stands for one file; {@code append} and {@code merge}
 * need files.
 */
public final class SourceLoader {
    private final Warehouse warehouse;
    private final SparkSession spark;
    private final ZoneId zone;
    private final Function<Condition, Column> conditions;
    private final Map<String, FoundFile> tables = new ConcurrentHashMap<>();

    /**
     * @param zone of timestamps that are written without offset
     * @param conditions makes a source's condition on its own row a Boolean column that is never missing, over the
     *     source's columns by name
     */
    public SourceLoader(Warehouse warehouse, ZoneId zone, Function<Condition, Column> conditions) {
        this.warehouse = warehouse;
        this.spark = warehouse.spark();
        this.zone = Objects.requireNonNull(zone);
        this.conditions = Objects.requireNonNull(conditions);
    }

    /**
     * Decides which version of a source of Delta format is read, whatever is committed there until it is loaded.
     *
     * @param version which; empty for the newest
     * @return it; empty for other formats, whose files are found when they are loaded
     * @throws Failure if there is no such table or version
     */
    public OptionalLong pin(Source source, OptionalLong version) {
        if (source.format() != Format.DELTA) {
            return OptionalLong.empty();
        }
        FoundFile found = DeltaVersion.find(spark, source.path(), version);
        tables.put(source.id(), found);
        return OptionalLong.of(DeltaVersion.in(found));
    }

    /**
     * @throws Failure if files are missing, unreadable or not as declared, or if an append or merge source cannot go on
     *     from what it has; the source's table is as it was then
     */
    public Load load(Source source, LoadRequest request) {
        LoadPlan plan = LoadPlan.of(source, request, find(source));
        SourceTable table = new SourceTable(warehouse, source, request, conditions);
        SourceTable.Fit fit = plan.effect() == LoadPlan.Effect.REPLACE ? SourceTable.Fit.SAME_COLUMNS : table.fit();
        if (!plan.files().isEmpty()) {
            return read(source, request, plan, table);
        }
        return fit == SourceTable.Fit.SAME_COLUMNS ? new Load.Unchanged() : table.widen();
    }

    private List<FoundFile> find(Source source) {
        if (source.format() != Format.DELTA) {
            return SourceFiles.find(source.path(), spark.sessionState().newHadoopConf());
        }
        if (source.load() != LoadMode.FULL) {
            throw new Failure(
                    Failure.Blame.DATA,
                    "append and merge need files, but " + source.path() + " is a Delta table; declare load: full");
        }
        FoundFile pinned = tables.get(source.id());
        return List.of(pinned == null ? DeltaVersion.find(spark, source.path(), OptionalLong.empty()) : pinned);
    }

    private Load read(Source source, LoadRequest request, LoadPlan plan, SourceTable table) {
        try {
            ParsedRows parsed = ParsedRows.read(spark, source, zone, plan.files());
            Dataset<Row> rows = parsed.rows().persist(StorageLevel.DISK_ONLY());
            try {
                RowCounts counts = RowCounts.of(rows, source, EventTimes.of(source, request.asOf()), plan.files());
                warehouse.faults().at(FaultPoint.READ, source.id());
                requireUnchanged(source, plan);
                Quarantine quarantine = new Quarantine(warehouse, source, request.runId(), plan.files());
                return quarantine.take(rows, counts).match(new BadRows.Cases<>() {
                    @Override
                    public Load tooMany(BadRows.TooMany bad) {
                        return new Load.Failed(bad.message(), counts.bad(), bad.version());
                    }

                    @Override
                    public Load allowed(BadRows.Allowed bad) {
                        return table.write(rows, plan, counts, bad, parsed.warnings());
                    }
                });
            } finally {
                // Waits: what Spark removes while it stops, it complains about with a stack trace.
                rows.unpersist(true);
            }
        } catch (Exception e) {
            ParsedRows.failure(e).ifPresent(known -> {
                throw known;
            });
            throw e;
        }
    }

    /** What was read must be what {@code runs/files} will say of it. */
    private void requireUnchanged(Source source, LoadPlan plan) {
        if (source.format() == Format.DELTA) {
            return;
        }
        Set<FoundFile> now = new HashSet<>(find(source));
        for (FoundFile file : plan.files()) {
            if (!now.contains(file)) {
                throw new Failure(
                        Failure.Blame.DATA, file.name() + " changed while it was read; load again when it is complete");
            }
        }
    }
}
