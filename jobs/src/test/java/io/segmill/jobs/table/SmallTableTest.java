package io.segmill.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.jobs.query.ReadablePlan;
import io.segmill.jobs.session.TestSession;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallTableTest {
    private static final TableName ORDERS = TableName.source("orders");

    private final SparkSession spark = TestSession.spark();
    private Warehouse warehouse;

    @TempDir
    private Path folder;

    @BeforeEach
    void three_versions() {
        // A folder whose name a search for files would take for a pattern.
        warehouse = new Warehouse(spark, folder.resolve("a b").toString(), 31);
        warehouse.createIfMissing(ORDERS, new StructType().add("value", DataTypes.StringType));
        warehouse.append(ORDERS, rows("a", "b"), "r1");
        warehouse.append(ORDERS, rows("c"), "r2");
    }

    @Test
    void each_version_has_its_rows_and_is_read_without_delta() {
        assertThat(values(warehouse.read(ORDERS, 0))).isEmpty();
        assertThat(values(warehouse.read(ORDERS, 1))).containsExactly("a", "b");
        assertThat(values(warehouse.read(ORDERS, 2))).containsExactly("a", "b", "c");
        assertThat(isReadByDelta(2)).isFalse();
    }

    @Test
    void plans_name_the_table_and_its_version_either_way() {
        assertThat(ReadablePlan.of(warehouse.read(ORDERS, 2))).containsExactly("read sources/orders version 2: value");
        warehouse.append(ORDERS, many(), "r3");
        assertThat(ReadablePlan.of(warehouse.read(ORDERS, 3))).containsExactly("read sources/orders version 3: value");
    }

    @Test
    void what_other_tools_may_make_of_a_table_is_read_by_delta() {
        warehouse.setProperty(ORDERS, "delta.enableDeletionVectors", "true");
        assertThat(isReadByDelta(warehouse.newestVersion(ORDERS))).isTrue();
    }

    @Test
    void a_table_of_many_files_is_read_by_delta() {
        warehouse.append(ORDERS, many(), "r3");
        assertThat(isReadByDelta(3)).isTrue();
    }

    /** In forty files. */
    private Dataset<Row> many() {
        return spark.range(400).selectExpr("string(id) as value").repartition(40);
    }

    private Dataset<Row> rows(String... values) {
        return spark.createDataset(List.of(values), Encoders.STRING()).toDF("value");
    }

    private static List<String> values(Dataset<Row> rows) {
        return rows.as(Encoders.STRING()).collectAsList().stream().sorted().toList();
    }

    private boolean isReadByDelta(long version) {
        return SmallTable.of(spark.sessionState().newHadoopConf(), warehouse.location(ORDERS), version, "orders")
                .isEmpty();
    }
}
