package io.segmill.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.jobs.session.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationsTest {
    private static final TableName ORDERS = TableName.source("orders");
    private static final StructType SCHEMA = new StructType().add("value", DataTypes.StringType);
    private static final LocalDate DAY = LocalDate.of(2026, 6, 30);
    private static final Instant NOON = Instant.parse("2026-06-30T12:00:00Z");

    private final SparkSession spark = TestSession.spark();
    private Warehouse warehouse;
    private Publications publications;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(spark, folder.toString(), 31);
        publications = new Publications(warehouse);
    }

    @Test
    void before_the_first_run_nothing_is_published() {
        assertThat(publications.newest()).isEmpty();
        assertThat(publications.of("r1")).isEmpty();
    }

    @Test
    void the_newest_publication_tells_every_tables_version() throws IOException {
        publications.publish("r1", DAY, Map.of(ORDERS, 1L), NOON);
        Publication second = publications.publish("r2", DAY, Map.of(ORDERS, 3L, TableName.MEMBERS, 0L), NOON);

        assertThat(second).isEqualTo(new Publication(2, "r2", DAY, Map.of(ORDERS, 3L, TableName.MEMBERS, 0L), NOON));
        assertThat(publications.newest()).contains(second);
        assertThat(publications.of("r1")).contains(new Publication(1, "r1", DAY, Map.of(ORDERS, 1L), NOON));
        assertThat(Files.readString(folder.resolve("published.json"))).isEqualToIgnoringNewLines("""
                        {
                          "publication" : 2,
                          "run_id" : "r2",
                          "as_of" : "2026-06-30",
                          "published_at" : "2026-06-30T12:00:00Z",
                          "tables" : {
                            "segments/members" : 0,
                            "sources/orders" : 3
                          }
                        }
                        """);
    }

    @Test
    void what_an_unfinished_run_wrote_is_taken_back_once() {
        warehouse.createIfMissing(ORDERS, SCHEMA);
        long published = warehouse.append(ORDERS, rows("good"), "r1");
        publications.publish("r1", DAY, Map.of(ORDERS, published), NOON);
        warehouse.append(ORDERS, rows("unfinished"), "r2");
        warehouse.createIfMissing(TableName.MEMBERS, SCHEMA);
        warehouse.append(TableName.MEMBERS, rows("unfinished"), "r2");
        Optional<Publication> newest = publications.newest();

        Publications.Settled settled = publications.settle(newest.orElseThrow().versions(), NOON);
        assertThat(settled.restored()).containsExactly(TableName.MEMBERS, ORDERS);
        assertThat(settled.versions()).isEqualTo(Map.of(ORDERS, warehouse.newestVersion(ORDERS)));
        assertThat(newestRows(ORDERS)).containsExactly("good");
        assertThat(newestRows(TableName.MEMBERS)).isEmpty();
        assertThat(publications.settle(newest.orElseThrow().versions(), NOON))
                .isEqualTo(new Publications.Settled(settled.versions(), List.of()));
    }

    private Dataset<Row> rows(String... values) {
        return spark.createDataset(List.of(values), Encoders.STRING()).toDF("value");
    }

    private List<String> newestRows(TableName table) {
        return warehouse
                .read(table, warehouse.newestVersion(table))
                .as(Encoders.STRING())
                .collectAsList();
    }
}
