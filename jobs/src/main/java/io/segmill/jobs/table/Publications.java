package io.segmill.jobs.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The publications of a warehouse: a run's tables become visible together when its rows are appended to
 * {@code runs/published}, in one commit.
 */
public final class Publications {
    private static final StructType SCHEMA = new StructType()
            .add("publication", DataTypes.LongType)
            .add("run_id", DataTypes.StringType)
            .add("as_of", DataTypes.DateType)
            .add("table", DataTypes.StringType)
            .add("version", DataTypes.LongType)
            .add("published_at", DataTypes.TimestampType);

    /** Written after the publication, or by it. */
    private static final Set<TableName> UNPUBLISHED =
            Set.of(TableName.PUBLISHED, TableName.RUN_TASKS, TableName.RUN_EXPORTS);

    private final Warehouse warehouse;

    public Publications(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** The newest publication; empty before the first one. */
    public Optional<Publication> newest() {
        if (!warehouse.exists(TableName.PUBLISHED)) {
            return Optional.empty();
        }
        return newest(rows().collectAsList());
    }

    /** The newest publication of a run, which has several if it was taken up again; empty if it published nothing. */
    public Optional<Publication> of(String runId) {
        if (!warehouse.exists(TableName.PUBLISHED)) {
            return Optional.empty();
        }
        return newest(rows().where(functions.col("run_id").equalTo(functions.lit(runId)))
                .collectAsList());
    }

    private static Optional<Publication> newest(List<Row> all) {
        long newest = all.stream()
                .mapToLong(row -> row.<Long>getAs("publication"))
                .max()
                .orElse(0);
        return of(all.stream()
                .filter(row -> row.<Long>getAs("publication") == newest)
                .toList());
    }

    /** What each run has published. */
    public PublishedRuns byRun() {
        PublishedRuns runs = new PublishedRuns();
        if (warehouse.exists(TableName.PUBLISHED)) {
            rows().collectAsList()
                    .forEach(row -> runs.add(
                            row.getAs("run_id"), new TableName(row.getAs("table")), row.<Long>getAs("version")));
        }
        return runs;
    }

    private Dataset<Row> rows() {
        return warehouse.read(TableName.PUBLISHED, warehouse.newestVersion(TableName.PUBLISHED));
    }

    private static Optional<Publication> of(List<Row> tables) {
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        Map<TableName, Long> versions = new TreeMap<>();
        tables.forEach(row -> versions.put(new TableName(row.getAs("table")), row.<Long>getAs("version")));
        Row any = tables.get(0);
        return Optional.of(new Publication(
                any.getAs("publication"),
                any.getAs("run_id"),
                any.getAs("as_of"),
                versions,
                any.getAs("published_at")));
    }

    /**
     * Brings every table to where its newest version is the one to read: takes a table that holds more than is known to
     * be whole back to its last whole version (one that has none, to its empty version 0), and sets how long its old
     * versions are kept. What is read is then the newest version, which readers find whatever its age.
     *
     * @param whole the versions that were published, or that a run's tasks have made since
     */
    public Settled settle(Map<TableName, Long> whole, Instant now) {
        Map<TableName, Long> versions = new TreeMap<>(whole);
        List<TableName> restored = new ArrayList<>();
        for (TableName table : warehouse.tables()) {
            if (UNPUBLISHED.contains(table)) {
                warehouse.keepForRetention(table);
                continue;
            }
            long version = whole.getOrDefault(table, 0L);
            warehouse.rejuvenate(table, version, now);
            if (warehouse.newestVersion(table) != version && !warehouse.isRestoredTo(table, version)) {
                warehouse.restore(table, version);
                restored.add(table);
            }
            long newest = warehouse.keepForRetention(table);
            versions.computeIfPresent(table, (known, old) -> newest);
        }
        return new Settled(versions, restored);
    }

    /**
     * Tables of which the newest version is the one to read.
     *
     * @param versions which hold what those held that were asked for
     * @param restored the tables that were taken back
     */
    public record Settled(Map<TableName, Long> versions, List<TableName> restored) {
        public Settled {
            versions = Map.copyOf(versions);
            restored = List.copyOf(restored);
        }
    }

    /**
     * Publishes the tables of a run: one commit, then the copy {@code published.json} for readers without Spark.
     *
     * @param versions of every table that readers may read
     */
    public Publication publish(String runId, LocalDate asOf, Map<TableName, Long> versions, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        long number = newest().map(Publication::number).orElse(0L) + 1;
        Publication publication = new Publication(number, runId, asOf, versions, at);
        List<Row> rows = publication.versions().entrySet().stream()
                .map(entry ->
                        RowFactory.create(number, runId, asOf, entry.getKey().path(), entry.getValue(), at))
                .toList();
        warehouse.createIfMissing(TableName.PUBLISHED, SCHEMA);
        warehouse.append(TableName.PUBLISHED, new HeldRows(rows, SCHEMA), runId);
        copyForReaders(publication);
        return publication;
    }

    /** Writes {@code published.json}; {@link #publish} does so itself, unless its process dies before. */
    public void copyForReaders(Publication publication) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("publication", publication.number());
        json.put("run_id", publication.runId());
        json.put("as_of", publication.asOf().toString());
        json.put("published_at", publication.publishedAt().toString());
        ObjectNode tables = json.putObject("tables");
        publication.versions().forEach((table, version) -> tables.put(table.path(), version));
        try {
            warehouse.writeText("published.json", json.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
