package io.segmill.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmill.jobs.session.TestSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of weeks, on Delta's own clock: what retention removes, and that it removes nothing else. */
class WarehouseRetentionTest {
    private static final TableName ORDERS = TableName.source("orders");
    private static final TableName RARE = TableName.source("rare");
    private static final StructType SCHEMA = new StructType().add("value", DataTypes.StringType);
    private static final Instant FIRST = Instant.parse("2026-06-01T02:00:00Z");
    private static final int DAYS = 2;
    private static final String ENFORCED =
            "spark.databricks.delta.vacuum.enforceTimeTravelWithinDeletedFileRetentionDuration";

    private final SparkSession spark = TestSession.spark();

    @TempDir
    private Path folder;

    private Warehouse warehouse;
    private Publications publications;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(spark, folder.toString(), DAYS);
        publications = new Publications(warehouse);
    }

    @AfterEach
    void forgetClocks() {
        DeltaLog.clearCache();
    }

    @Test
    void every_publication_of_the_days_is_readable_after_the_vacuum_by_readers_with_delta_as_it_comes() {
        Map<Integer, Publication> published = new HashMap<>();
        int changed = 5;
        int nights = 6;
        Map<TableName, Long> versions = new HashMap<>();
        for (int night = 0; night < nights; night++) {
            Instant now = at(night);
            clocks(now);
            versions = new HashMap<>(publications.settle(versions, now).versions());
            warehouse.createIfMissing(ORDERS, SCHEMA);
            warehouse.createIfMissing(RARE, SCHEMA);
            versions.put(ORDERS, warehouse.replace(ORDERS, rows("order of night " + night), "r" + night));
            // The rare table is at version 9 then, and Delta clears its log up to the checkpoint of version 10.
            for (int write = 0; night == 0 && write < 9; write++) {
                versions.put(RARE, warehouse.replace(RARE, rows("rare of night 0"), "r0"));
            }
            if (night == changed) {
                versions.put(RARE, warehouse.replace(RARE, rows("rare of night " + night), "r" + night));
            }
            published.put(night, publications.publish("r" + night, LocalDate.EPOCH, versions, now));
            date(now);
        }
        clocks(at(nights - 1));
        Warehouse.Freed freed = new WarehouseRetention(warehouse).deleteFiles(DAYS, at(nights - 1));

        spark.conf().set(ENFORCED, true);
        try {
            for (int night = nights - DAYS; night < nights; night++) {
                Publication publication = published.get(night);
                String rare = "rare of night " + (night < changed ? 0 : changed);
                assertThat(values(ORDERS, publication)).containsExactly("order of night " + night);
                assertThat(values(RARE, publication)).as("night " + night).containsExactly(rare);
            }
            assertThatThrownBy(() -> values(ORDERS, published.get(0)))
                    .as("a publication that is over")
                    .isInstanceOf(Exception.class);
        } finally {
            spark.conf().set(ENFORCED, false);
        }
        assertThat(freed.files())
                .as("eight of the rare table, two or three of the orders")
                .isBetween(10L, 11L);
        assertThat(freed.bytes()).isPositive();
        assertThat(dataFiles(ORDERS)).isBetween(3L, 4L);
        assertThat(new WarehouseRetention(warehouse).deleteFiles(DAYS, at(nights - 1)))
                .as("not again before its time")
                .isEqualTo(Warehouse.Freed.NOTHING);
    }

    @Test
    void a_table_that_was_published_long_ago_is_taken_back_night_after_night() {
        clocks(FIRST);
        warehouse.createIfMissing(RARE, SCHEMA);
        Map<TableName, Long> versions = Map.of(RARE, warehouse.replace(RARE, rows("published"), "r0"));
        date(FIRST);
        for (int night = 5 * DAYS; night < 5 * DAYS + 3; night++) {
            Instant now = at(night);
            clocks(now);
            Publications.Settled settled = publications.settle(versions, now);
            if (night > 5 * DAYS) {
                assertThat(settled.restored()).containsExactly(RARE);
            }
            versions = settled.versions();
            assertThat(versions.get(RARE)).isEqualTo(warehouse.newestVersion(RARE));
            assertThat(values(RARE, versions.get(RARE))).containsExactly("published");
            new WarehouseRetention(warehouse).deleteFiles(DAYS, now);
            // And the run dies after that commit.
            warehouse.replace(RARE, rows("unfinished"), "r" + night);
            date(now);
        }
    }

    @Test
    void another_number_of_days_reaches_tables_that_are_there() {
        warehouse.createIfMissing(ORDERS, SCHEMA);
        long version = warehouse.append(ORDERS, rows("a"), "r1");
        assertThat(publications.settle(Map.of(ORDERS, version), FIRST).versions())
                .containsEntry(ORDERS, version);

        Publications later = new Publications(new Warehouse(spark, folder.toString(), 8));
        long newest = later.settle(Map.of(ORDERS, version), FIRST).versions().get(ORDERS);

        assertThat(newest).isEqualTo(version + 1);
        assertThat(warehouse.property(ORDERS, "delta.logRetentionDuration")).contains("interval 8 days");
        assertThat(warehouse.property(ORDERS, "delta.deletedFileRetentionDuration"))
                .contains("interval 8 days");
        assertThat(values(ORDERS, newest)).containsExactly("a");
        assertThat(later.settle(Map.of(ORDERS, newest), FIRST).versions()).containsEntry(ORDERS, newest);
    }

    @Test
    void rows_of_old_runs_leave_but_for_the_newest_of_each_segment_and_source() {
        StructType counts = new StructType().add("run_id", "string").add("segment_id", "string");
        StructType files = new StructType().add("run_id", "string").add("source", "string");
        TableVersions versions = new TableVersions(Map.of());
        fill(
                TableName.COUNTS,
                counts,
                versions,
                "20260101T-a vip",
                "20260102T-a vip",
                "20260102T-a fixed",
                "20260601T-a vip");
        fill(TableName.CHANGES, counts, versions, "20260101T-a vip", "20260102T-a vip", "20260601T-a vip");
        fill(TableName.RUN_FILES, files, versions, "20260101T-a full", "20260102T-a full", "20260101T-a grows");
        fill(TableName.quarantine("full"), files, versions, "20260101T-a full", "20260601T-a full");
        fill(TableName.RUN_TASKS, files, new TableVersions(Map.of()), "20260101T-a x", "20260601T-a x");
        WarehouseRetention retention = new WarehouseRetention(warehouse);

        assertThat(retention.hasRunBefore("20260101T")).isFalse();
        assertThat(retention.hasRunBefore("20260102T")).isTrue();
        retention.deleteRows("20260501T", "20260102T-a", Set.of("full"), "r9", versions);
        retention.deleteTasks("20260501T", "r9");

        assertThat(left(TableName.COUNTS, versions)).containsExactly("20260102T-a fixed", "20260601T-a vip");
        assertThat(left(TableName.CHANGES, versions))
                .as("an export has told its changes up to the second run")
                .containsExactly("20260102T-a vip", "20260601T-a vip");
        assertThat(left(TableName.RUN_FILES, versions)).containsExactly("20260101T-a grows", "20260102T-a full");
        assertThat(left(TableName.quarantine("full"), versions)).containsExactly("20260601T-a full");
        assertThat(retention.hasRunBefore("20260601T")).isFalse();
    }

    @Test
    void publications_that_are_over_leave_but_never_the_newest() {
        publications.publish("r1", LocalDate.EPOCH, Map.of(ORDERS, 1L), at(0));
        publications.publish("r2", LocalDate.EPOCH, Map.of(ORDERS, 2L), at(1));
        publications.publish("r3", LocalDate.EPOCH, Map.of(ORDERS, 3L), at(2));
        WarehouseRetention retention = new WarehouseRetention(warehouse);

        retention.deletePublications(at(1), 3, "r4");
        assertThat(published()).containsExactly("r2", "r3");
        retention.deletePublications(at(9), 3, "r4");
        assertThat(published()).containsExactly("r3");
    }

    private List<String> published() {
        return Stream.of("r1", "r2", "r3")
                .filter(run -> publications.of(run).isPresent())
                .toList();
    }

    private static Instant at(int night) {
        return FIRST.plus(Duration.ofDays(night));
    }

    /** All tables on that clock, and nothing known of them from before. */
    private void clocks(Instant now) {
        DeltaLog.clearCache();
        for (TableName table : List.of(ORDERS, RARE, TableName.PUBLISHED)) {
            DeltaLog.forTable(
                    spark,
                    new org.apache.hadoop.fs.Path(warehouse.location(table)),
                    new ManualClock(now.toEpochMilli()));
        }
    }

    /** What was written just now, long after these nights, was written at that moment. */
    private void date(Instant now) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isAfter(now)) {
                    if (file.toString().endsWith(".json") && file.toString().contains("_delta_log")) {
                        String text = Files.readString(file);
                        Matcher removed =
                                Pattern.compile("\"deletionTimestamp\":\\d+").matcher(text);
                        Files.writeString(file, removed.replaceAll("\"deletionTimestamp\":" + now.toEpochMilli()));
                        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
                    }
                    Files.setLastModifiedTime(file, FileTime.from(now));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long dataFiles(TableName table) {
        try (Stream<Path> files = Files.list(Path.of(warehouse.location(table)))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Dataset<Row> rows(String... values) {
        return spark.createDataset(List.of(values), Encoders.STRING())
                .toDF("value")
                .coalesce(1);
    }

    private void fill(TableName table, StructType schema, TableVersions versions, String... rows) {
        List<Row> list = Stream.of(rows)
                .map(row -> RowFactory.create((Object[]) row.split(" ")))
                .toList();
        warehouse.createIfMissing(table, schema);
        versions.committed(
                table,
                warehouse.append(table, spark.createDataFrame(list, schema).coalesce(1), "r"));
    }

    private List<String> left(TableName table, TableVersions versions) {
        return warehouse.read(table, versions.of(table).getAsLong()).collectAsList().stream()
                .map(row -> row.getString(0) + " " + row.getString(1))
                .sorted()
                .toList();
    }

    private List<String> values(TableName table, Publication publication) {
        return values(table, publication.versions().get(table));
    }

    private List<String> values(TableName table, long version) {
        return warehouse.read(table, version).as(Encoders.STRING()).collectAsList();
    }
}
