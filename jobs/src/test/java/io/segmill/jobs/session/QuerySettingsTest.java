package io.segmill.jobs.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.project.Settings.SparkSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuerySettingsTest {
    private static final SparkSettings PROJECT = new SparkSettings("local[2]", Map.of("spark.x", "y"));

    @TempDir
    Path warehouse;

    @Test
    void queries_on_small_tables_are_interpreted() throws IOException {
        table("orders", 4 << 20);
        table("customers", 4 << 20);
        assertThat(QuerySettings.of(PROJECT, warehouse.toString(), List.of()))
                .isEqualTo(new SparkSettings(
                        "local[2]",
                        Map.of(
                                "spark.x",
                                "y",
                                "spark.sql.codegen.wholeStage",
                                "false",
                                "spark.sql.codegen.factoryMode",
                                "NO_CODEGEN")));
    }

    @Test
    void what_the_project_says_goes_before() throws IOException {
        table("orders", 1);
        SparkSettings project = new SparkSettings(
                "local[2]",
                Map.of("spark.sql.codegen.wholeStage", "true", "spark.sql.codegen.factoryMode", "FALLBACK"));
        assertThat(QuerySettings.of(project, warehouse.toString(), List.of())).isEqualTo(project);
    }

    @Test
    void larger_tables_and_those_elsewhere_are_read_as_ever() throws IOException {
        table("orders", 4 << 20);
        table("customers", (4 << 20) + 1);
        assertThat(QuerySettings.of(PROJECT, warehouse.toString(), List.of())).isEqualTo(PROJECT);
        assertThat(QuerySettings.of(PROJECT, warehouse.resolve("none").toString(), List.of()))
                .isEqualTo(PROJECT);
        assertThat(QuerySettings.of(PROJECT, "s3a://bucket/warehouse", List.of()))
                .isEqualTo(PROJECT);
    }

    @Test
    void what_may_be_loaded_counts_too() throws IOException {
        table("orders", 4 << 20);
        Path more = warehouse.resolve("sources/orders/part-*.parquet");
        String none = warehouse.resolve("none.csv").toString();
        assertThat(QuerySettings.of(PROJECT, warehouse.toString(), List.of(more.toString(), none)))
                .isNotEqualTo(PROJECT);
        table("customers", 1);
        assertThat(QuerySettings.of(PROJECT, warehouse.toString(), List.of(more.toString())))
                .isEqualTo(PROJECT);
        assertThat(QuerySettings.of(PROJECT, warehouse.toString(), List.of("s3a://bucket/orders.csv")))
                .isEqualTo(PROJECT);
    }

    private void table(String name, long bytes) throws IOException {
        Path folder = Files.createDirectories(warehouse.resolve("sources").resolve(name));
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("part-0.parquet").toFile(), "rw")) {
            file.setLength(bytes);
        }
    }
}
