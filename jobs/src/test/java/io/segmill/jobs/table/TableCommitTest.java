package io.segmill.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import io.segmill.core.problem.Failure;
import io.segmill.jobs.session.TestSession;
import io.segmill.jobs.table.parquet.CodedColumn;
import io.segmill.jobs.table.parquet.Dictionary;
import io.segmill.jobs.table.parquet.ParquetFile;
import io.segmill.jobs.table.parquet.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is committed without Delta's commands is read back by Delta's own reader and told by its own history. */
class TableCommitTest {
    private static final TableName TABLE = new TableName("runs/things");
    private static final StructType SCHEMA = new StructType()
            .add("run_id", DataTypes.StringType)
            .add("on", DataTypes.DateType)
            .add("at", DataTypes.TimestampType)
            .add("rows", DataTypes.LongType)
            .add("warnings", DataTypes.createArrayType(DataTypes.StringType));
    private static final Instant AT = Instant.parse("2026-03-29T00:59:59.123456Z");

    private final SparkSession spark = TestSession.spark();
    private Warehouse warehouse;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(spark, folder.resolve("a b").toString(), 31);
        warehouse.createIfMissing(TABLE, SCHEMA);
    }

    private static HeldRows held(String... runs) {
        return new HeldRows(
                Stream.of(runs)
                        .map(run -> RowFactory.create(
                                run, LocalDate.of(2026, 2, 28), AT, null, new String[] {"first", "'second'"}))
                        .toList(),
                SCHEMA);
    }

    private Dataset<Row> byDelta(long version) {
        return spark.read().format("delta").option("versionAsOf", version).load(warehouse.location(TABLE));
    }

    private List<String> runs(long version) {
        return byDelta(version).select("run_id").collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private List<String> history() {
        return DeltaTable.forPath(spark, warehouse.location(TABLE))
                .history()
                .orderBy("version")
                .select("version", "operation", "userMetadata")
                .collectAsList()
                .stream()
                .map(row -> row.getLong(0) + " " + row.getString(1) + " " + row.getString(2))
                .toList();
    }

    @Test
    void a_new_table_is_empty_and_has_its_properties() {
        assertThat(byDelta(0).schema()).isEqualTo(SCHEMA);
        assertThat(byDelta(0).count()).isZero();
        assertThat(warehouse.property(TABLE, "delta.logRetentionDuration")).contains("interval 31 days");
        assertThat(warehouse.property(TABLE, "delta.enableDeletionVectors")).contains("false");
        assertThat(warehouse.property(TABLE, "delta.never")).isEmpty();
        assertThat(history()).containsExactly("0 CREATE TABLE null");
    }

    @Test
    void held_rows_are_added_with_all_their_values() {
        assertThat(warehouse.append(TABLE, held("r1"), "r1")).isEqualTo(1);
        assertThat(warehouse.append(TABLE, held("r2", "r3"), "r2")).isEqualTo(2);

        assertThat(runs(1)).containsExactly("r1");
        assertThat(runs(2)).containsExactly("r1", "r2", "r3");
        Row row = byDelta(1).first();
        assertThat(row.getLocalDate(1)).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(row.getInstant(2)).isEqualTo(AT);
        assertThat(row.isNullAt(3)).isTrue();
        assertThat(row.<String>getList(4)).containsExactly("first", "'second'");
        // Told by the statistics alone.
        assertThat(byDelta(2).count()).isEqualTo(3);
        assertThat(history()).containsExactly("0 CREATE TABLE null", "1 WRITE r1", "2 WRITE r2");
    }

    @Test
    void rows_take_the_place_of_all_others_by_one_commit() {
        warehouse.append(TABLE, held("r1", "r2"), "r2");
        assertThat(warehouse.replace(TABLE, held("r3"), "r3")).isEqualTo(2);
        assertThat(runs(2)).containsExactly("r3");
        assertThat(warehouse.replace(TABLE, held(), "r4")).isEqualTo(3);
        assertThat(runs(3)).isEmpty();

        Dataset<Row> others = spark.sql("SELECT 'r5' AS run_id, CAST(1.50 AS DECIMAL(10,2)) AS price");
        assertThat(warehouse.replace(TABLE, others, "r5")).isEqualTo(4);
        assertThat(byDelta(4).columns()).containsExactly("run_id", "price");
        assertThat(runs(4)).containsExactly("r5");
        assertThat(runs(1)).as("as it was").containsExactly("r1", "r2");
        assertThat(history()).hasSize(5).last().isEqualTo("4 WRITE r5");
    }

    @Test
    void a_table_goes_back_to_a_version_with_its_rows_columns_and_properties() {
        warehouse.append(TABLE, held("r1"), "r1");
        warehouse.append(TABLE, held("r2"), "r2");
        warehouse.setProperty(TABLE, "segmill.cuts", "17");
        warehouse.replace(TABLE, spark.sql("SELECT 1 AS other"), "r3");
        assertThat(warehouse.isRestoredTo(TABLE, 2)).isFalse();

        warehouse.restore(TABLE, 2);

        assertThat(warehouse.newestVersion(TABLE)).isEqualTo(5);
        assertThat(runs(5)).containsExactly("r1", "r2");
        assertThat(byDelta(5).schema()).isEqualTo(SCHEMA);
        assertThat(warehouse.property(TABLE, "segmill.cuts")).isEmpty();
        assertThat(warehouse.isRestoredTo(TABLE, 2)).isTrue();
        assertThat(byDelta(5).where("run_id = 'r2'").count()).isEqualTo(1);

        warehouse.restore(TABLE, 0);
        assertThat(runs(6)).isEmpty();
    }

    @Test
    void files_that_delta_wrote_keep_their_statistics() throws IOException {
        warehouse.append(TABLE, spark.createDataFrame(held("r1").rows(), SCHEMA), "r1");
        warehouse.append(TABLE, held("r2"), "r2");
        warehouse.restore(TABLE, 1);
        warehouse.restore(TABLE, 0);
        warehouse.restore(TABLE, 1);
        assertThat(runs(5)).containsExactly("r1");
        Path commit = folder.resolve("a b/runs/things/_delta_log/00000000000000000005.json");
        assertThat(Files.readString(commit)).contains("\\\"minValues\\\":{\\\"run_id\\\":\\\"r1\\\"");
    }

    @Test
    void a_damaged_log_is_told_without_its_text() throws IOException {
        warehouse.append(TABLE, held("r1"), "r1");
        Path commit = folder.resolve("a b/runs/things/_delta_log/00000000000000000001.json");
        Files.writeString(commit, "{\"add\":{\"path\":\"secret@example.com");
        Files.deleteIfExists(commit.resolveSibling("." + commit.getFileName() + ".crc"));
        Files.delete(commit.resolveSibling("00000000000000000001.crc"));
        assertThatThrownBy(() -> TableLog.of(spark.sessionState().newHadoopConf(), warehouse.location(TABLE), 1)
                        .files())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("the table runs/things cannot be read: its log is damaged")
                .hasMessageNotContaining("secret");
    }

    /** A file of one row in the table's folder, with the range as its tag. */
    private WrittenFile written(long rows, String range) throws IOException {
        StructType schema = new StructType().add("rows", DataTypes.LongType);
        try (ParquetFile file = ParquetFile.create(
                spark.sessionState().newHadoopConf(),
                new org.apache.hadoop.fs.Path(warehouse.location(TABLE)),
                0,
                schema)) {
            file.group(1);
            CodedColumn column = file.coded(new Dictionary(List.of(rows)));
            column.add(0);
            column.end();
            return file.end(List.of("rows"), range.isEmpty() ? Map.of() : Map.of("range", range));
        }
    }

    private List<Long> rows(long version) {
        return byDelta(version).select("rows").orderBy("rows").collectAsList().stream()
                .map(row -> row.getLong(0))
                .toList();
    }

    @Test
    void files_take_the_place_of_those_that_have_a_tag_of_theirs() throws Exception {
        StructType schema = new StructType().add("rows", DataTypes.LongType);
        assertThat(warehouse.replace(TABLE, List.of(written(1, "0"), written(2, "1"), written(3, "2")), schema, "r1"))
                .isEqualTo(1);
        assertThat(rows(1)).containsExactly(1L, 2L, 3L);
        assertThat(byDelta(1).columns()).containsExactly("rows");
        assertThat(warehouse.areTagged(TABLE, 1, "range")).isTrue();

        assertThat(warehouse.replace(TABLE, List.of(written(5, "1")), "range", List.of("1", "2"), "r2"))
                .isEqualTo(2);
        assertThat(rows(2)).containsExactly(1L, 5L);
        assertThat(byDelta(2).where("rows > 4").count())
                .as("by the files' statistics")
                .isEqualTo(1);
        assertThat(rows(1)).as("as it was").containsExactly(1L, 2L, 3L);

        assertThat(warehouse.append(TABLE, List.of(written(4, "")), "r3")).isEqualTo(3);
        assertThat(rows(3)).containsExactly(1L, 4L, 5L);
        assertThat(warehouse.areTagged(TABLE, 3, "range")).isFalse();

        warehouse.restore(TABLE, 2);
        assertThat(rows(4)).containsExactly(1L, 5L);
        assertThat(warehouse.areTagged(TABLE, 4, "range"))
                .as("tags come back too")
                .isTrue();
        assertThat(history()).contains("1 WRITE r1", "2 WRITE r2", "3 WRITE r3");
    }
}
